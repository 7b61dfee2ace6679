"""The search itself: what a reader may find. There is no other door to the index."""

from collections import Counter
from dataclasses import dataclass, replace

from django.core.paginator import Page as PaginatorPage, Paginator
from django.utils.safestring import SafeString
from wagtail.models import Page
from wagtail.query import PageQuerySet

from gateway.accounts.audience import Reader, readable
from gateway.blocks.body import before_more
from gateway.pages.languages import told_in
from gateway.search.asked import PAGE_SIZE, PAGES_AT_MOST, Asked
from gateway.search.audience import kept_for, scopes
from gateway.search.healing import stands_in
from gateway.search.left_out import left_out
from gateway.search.models import IndexedPage
from gateway.search.passages import Passage, passages
from gateway.search.programmes import CODE, asked_within, programme_names
from gateway.search.question import Question
from gateway.search.ranking import Ranking, ranked
from gateway.search.snippet import marked, snippet
from gateway.search.synonyms import with_synonyms


@dataclass(frozen=True)
class Hit:
    """A page that the reader may see, why it was found, and on which page of a document where that is the reason."""

    page: Page
    entry: IndexedPage
    title: SafeString
    snippet: SafeString
    passage: Passage | None = None
    missing: tuple[str, ...] = ()
    """Words of the search that the page does not hold."""

    @property
    def reading_place(self) -> str:
        """The fragment that opens the page's own reader at the words; empty where only the file itself can be opened."""
        if self.passage is None or self.passage.page_number is None:
            return ""
        return self.page.place_in_document(self.passage.document, self.passage.page_number)

    @property
    def language(self) -> str:
        return told_in(self.entry.title, self.entry.language)

    @property
    def snippet_language(self) -> str:
        return self.passage.language if self.passage else self.language


@dataclass
class Results:
    total: int
    hits: list[Hit]
    ranking: Ranking
    page: PaginatorPage[int]
    asked: Asked
    stands_in: bool
    """Whether the database answered in the place of a damaged index."""
    programmes: dict[str, str]
    """The titles of the programmes that the reader may see, by slug."""

    @property
    def facets(self) -> dict[str, Counter[str]]:
        return self.ranking.facets

    @property
    def widened(self) -> bool:
        """Whether pages with only some of the words fill up what few pages with all of them left."""
        return self.ranking.widened

    @property
    def with_all_words(self) -> int:
        return self.ranking.with_all_words

    @property
    def with_most(self) -> bool:
        return self.ranking.with_most

    @property
    def left_out(self) -> list[str]:
        """Words that no hit on this page of results holds."""
        rest = [set(hit.missing) for hit in self.hits]
        return [word for word in self.hits[0].missing if all(word in words for words in rest)] if rest else []


def search(reader: Reader, asked: Asked) -> Results:
    words, programmes = with_synonyms(asked.question), programme_names(reader)
    ranking = ranked(scopes(reader), asked_within(asked, programmes), words, asked.page * PAGE_SIZE)
    ranking.facets[CODE] = Counter({slug: count for slug, count in ranking.facets[CODE].items() if slug in programmes})
    numbered = Paginator(range(min(ranking.total, PAGE_SIZE * PAGES_AT_MOST)), PAGE_SIZE).get_page(asked.page)
    start = max(numbered.start_index() - 1, 0)
    found = [int(result.pk) for result in ranking.results[start : start + PAGE_SIZE]]
    missing = left_out(scopes(reader), words, found) if ranking.widened else {}
    hits = [replace(hit, missing=missing.get(hit.page.pk, ())) for hit in shown(reader, found, words)]
    total = ranking.total - (len(found) - len(hits))
    return Results(total, hits, ranking, numbered, asked, stands_in(scopes(reader)), programmes)


def shown(reader: Reader, found: list[int], words: Question) -> list[Hit]:
    """The hits of a page of results, checked against the database: what a reader may not see now is left out."""
    pages: PageQuerySet = readable(Page.objects.filter(pk__in=found), reader)
    by_id = {page.pk: page for page in pages.specific(defer=True).prefetch_related("locale")}
    kept = kept_for(reader, IndexedPage.objects.filter(pk__in=by_id).prefetch_related("documents"))
    entries = {entry.pk: entry for entry in kept}
    better = passages(list(entries.values()), words) if words else {}
    return [hit(by_id[pk], entries[pk], words.terms, better.get(pk)) for pk in found if pk in entries]


def hit(page: Page, entry: IndexedPage, wanted: frozenset[str], passage: Passage | None) -> Hit:
    text = passage.snippet if passage else snippet(own_words(entry), wanted)
    return Hit(page, entry, marked(entry.title, wanted), text, passage)


def own_words(entry: IndexedPage) -> str:
    return before_more(entry.summary) + entry.text if entry.summary and entry.text else entry.summary or entry.text
