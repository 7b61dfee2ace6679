"""Every way in which search tells something, asked as a person of the walk; each says which words it was told."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import unescape
from random import Random

from django.http import HttpRequest
from django.test import RequestFactory
from wagtail.models import Page

from gateway.accounts.audience import Reader
from gateway.search.api import Parameters, search_api, similar
from gateway.search.asked import Asked
from gateway.search.facets import Offer
from gateway.search.feed import search_feed
from gateway.search.models import SavedSearch
from gateway.search.query import Results, search
from gateway.search.saved.feed import atom
from gateway.search.saved.found import found_by
from gateway.search.saved.letters import letter
from gateway.search.spelling import did_you_mean
from gateway.search.suggestions import suggestions
from gateway.search.views import search_page
from tests.search.leaks.model import Model, Node, Person
from tests.search.leaks.words import misspelt, secrets_in
from tests.search.leaks.world import EVERYWHERE, World, reader

ASKED_AT_ONCE = 12


@dataclass
class Reading:
    """One look of a person at the site, from its first moment on."""

    world: World
    person: Person
    random: Random
    leaks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.begun = self.model.tick()
        self.user: Reader = reader(self.person)

    @property
    def model(self) -> Model:
        return self.world.model

    @property
    def closed(self) -> list[str]:
        """Some words that the person may not know now, those of late first."""
        late = list(self.model.secrets)[-400:]
        found = [word for word in self.random.sample(late, len(late)) if not self.model.may_know(word, self.person, self.begun)]
        return found[:ASKED_AT_ONCE]

    def told(self, channel: str, text: object, but: Iterable[str] = ()) -> None:
        """`but` are words that the person typed."""
        for word in secrets_in(str(text)) - set(but):
            if word in self.model.secrets and not self.model.may_know(word, self.person, self.begun):
                self.leaks.append(f"{channel} told {self.person.name} {word!r}")

    def counted(self, channel: str, found: Results, at_most: int) -> None:
        if found.total > at_most:
            self.leaks.append(f"{channel} counted {found.total} pages for {self.person.name}, who may see {at_most}")

    def request(self, address: str) -> HttpRequest:
        request = RequestFactory().get(address)
        request.user = self.user
        return request

    def visible(self) -> int:
        return sum(self.model.may_see(node, self.person, self.begun) for node in list(self.model.by_year.values()))


def hits(reading: Reading) -> None:
    """Titles, snippets and passages of what all pages have in common, in any order."""
    asked = Asked(EVERYWHERE, sort=reading.random.choice(["newest", "oldest", "relevance"]), page=reading.random.randint(1, 4))
    found = search(reading.user, asked)
    reading.told("a hit", [(hit.title, hit.page.title, hit.entry.margin, hit.entry.facts) for hit in found.hits])
    reading.told("a snippet", [hit.snippet for hit in found.hits])


def passages(reading: Reading) -> None:
    found = search(reading.user, Asked("paper"))
    reading.told("a passage", [hit.passage for hit in found.hits])


def counts(reading: Reading) -> None:
    """With all results in sight, so that a page that changes its index between two questions counts once."""
    found = search(reading.user, Asked(EVERYWHERE, page=10))
    reading.counted("a count", found, reading.visible())
    reading.told("a facet", [found.facets["theme"], [(facet.title, facet.choices) for facet in Offer(found).facets]])
    for year, count in found.facets["year"].items():
        node = reading.model.by_year.get(year)
        if count and node and not reading.model.may_see(node, reading.person, reading.begun):
            reading.leaks.append(f"the histogram told {reading.person.name} of {year}")


def closed_words(reading: Reading) -> None:
    """Asked for by name, any of them: nothing is found, counted or offered."""
    asked = reading.closed
    if not asked:
        return
    found = search(reading.user, Asked(" OR ".join(asked)))
    if any(reading.model.may_know(word, reading.person, reading.begun) for word in asked):
        return
    reading.counted("a closed word", found, 0)
    reading.told("a closed word", [(hit.title, hit.snippet, hit.passage) for hit in found.hits])
    if any(sum(counter.values()) for counter in found.facets.values()):
        reading.leaks.append(f"facets of closed words were counted for {reading.person.name}: {found.facets}")


def spelling(reading: Reading) -> None:
    for word in reading.closed[:4]:
        better = did_you_mean(reading.user, Asked(misspelt(word)))
        reading.told("spelling", better.text if better else "")


def typing(reading: Reading) -> None:
    for typed in ["zx", *(word[:5] for word in reading.closed[:2])]:
        reading.told("a suggestion", suggestions(reading.request("/search/suggest"), typed))


def likeness(reading: Reading) -> None:
    node = reading.random.choice(list(reading.model.by_year.values()))
    page = Page.objects.filter(pk=node.pk).first()
    if page is None:
        return
    like = similar(page, reading.user, kinds=["page", "body", "meeting"])
    reading.told("a similar page", [one.title for one in like])
    if like and not reading.model.may_see(versions_of(node, reading), reading.person, reading.begun):
        reading.leaks.append(f"pages like a closed one were told to {reading.person.name}")


def versions_of(node: Node, reading: Reading) -> Node:
    """The page, or its translation where that is the one that the person may see."""
    seen = [one for one in (node, node.twin) if one and reading.model.may_see(one, reading.person, reading.begun)]
    return seen[0] if seen else node


def saved_searches(reading: Reading) -> None:
    """Feeds and letters; a feed that does not name closed pages is read by anybody who has its address."""
    for saved in SavedSearch.objects.filter(owner=reading.person.pk).select_related("owner"):
        if saved.feed_names_closed:
            reading.told("a feed", atom(saved))
            new = list(found_by(saved, saved.owner)[:20].specific())
            reading.told("a letter", letter(saved, [page.pk for page in new], new).message())
        else:
            anybody = Reading(reading.world, reading.world.people[0], reading.random, reading.leaks)
            anybody.told("an open feed", atom(saved))


def feeds(reading: Reading) -> None:
    """The feed of any search; whoever asks, anybody may be told of it."""
    anybody = Reading(reading.world, reading.world.people[0], reading.random, reading.leaks)
    typed = reading.random.choice([anybody.closed[:3], [EVERYWHERE], []])
    written = search_feed(Asked(" OR ".join(typed)))
    anybody.told("the feed of a search", written, but=typed)


def pages(reading: Reading) -> None:
    """The whole page of results, with whatever else stands on it, and the same for machines."""
    typed = reading.random.choice([reading.closed[:3], [EVERYWHERE], []])
    address = f"/search/?q={'+OR+'.join(typed)}"
    shown = unescape(search_page(reading.request(address)).content.decode())
    reading.told("the page of results", shown, but=typed)
    told = search_api(reading.request(address), Parameters())
    reading.told("the interface for machines", told, but=typed)


def while_damaged(reading: Reading) -> None:
    """The same by the plain search of the database, which answers for a damaged index."""
    damaged.stands = True
    try:
        reading.random.choice([hits, passages, counts, closed_words, typing, saved_searches, feeds])(reading)
    finally:
        damaged.stands = False


class Damaged(threading.local):
    """Whether the index is damaged, as far as this thread knows."""

    stands = False


damaged = Damaged()


CHANNELS: dict[Callable[[Reading], None], int] = {
    while_damaged: 4,
    hits: 4,
    passages: 3,
    counts: 4,
    closed_words: 5,
    spelling: 3,
    typing: 3,
    likeness: 3,
    saved_searches: 2,
    feeds: 2,
    pages: 1,
}
