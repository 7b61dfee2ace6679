"""Ways on from a search that found nothing: without one of its filters, in plainer words, or by browsing."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from gateway.accounts.audience import Reader
from gateway.search.asked import Asked
from gateway.search.audience import scopes
from gateway.search.facets import Offer
from gateway.search.query import Results
from gateway.search.ranking import ranked
from gateway.search.synonyms import with_synonyms
from gateway.taxonomy.models import Theme

THEMES_AT_MOST = 8


@dataclass(frozen=True)
class WayOn:
    label: str
    address: str
    count: int


def ways_on(reader: Reader, offer: Offer) -> list[WayOn]:
    """Each leads to something: how many pages it finds is counted for this reader."""
    return [*without_one_facet(offer), *everything_chosen_off(reader, offer.results), *in_plain_words(reader, offer.asked)]


def without_one_facet(offer: Offer) -> list[WayOn]:
    asked, found = offer.asked, []
    for facet, count in offer.results.ranking.leaving_out.items():
        names = [f"{one.title}: {choice.label}" for one, choice in offer.chosen if one.code == facet]
        if count and names:
            label = _("Without %(filter)s") % {"filter": " · ".join(names)}
            found.append(WayOn(label, f"?{asked.choosing(facet).address()}", count))
    return sorted(found, key=lambda way: -way.count)


def everything_chosen_off(reader: Reader, results: Results) -> list[WayOn]:
    plain = replace(results.asked, filters={}, page=1)
    return led_to(reader, _("Search without filters"), plain) if len(results.asked.filters) > 1 else []


def in_plain_words(reader: Reader, asked: Asked) -> list[WayOn]:
    """Without quotation marks and other signs: the words alone, those that were excluded left out."""
    question = asked.question
    parts = [part.typed for clause in question.clauses for part in clause]
    text = " ".join(dict.fromkeys(" ".join(parts).split()))
    if not parts or not (question.is_special or question.phrases):
        return []
    return led_to(reader, _("Try these words alone: %(words)s") % {"words": text}, replace(asked, text=text, page=1))


def led_to(reader: Reader, label: str, asked: Asked) -> list[WayOn]:
    count = ranked(scopes(reader), asked, with_synonyms(asked.question), 1).total
    return [WayOn(label, f"?{asked.address()}", count)] if count else []


def themes_to_browse(reader: Reader) -> list[tuple[str, str]]:
    """The themes with most pages for this reader, and the address of each."""
    counts = ranked(scopes(reader), Asked(), Asked().question, 1).facets["theme"]
    names = {theme.code: theme.label for theme in Theme.objects.filter(code__in=counts)}
    often = [code for code, _count in counts.most_common() if code in names][:THEMES_AT_MOST]
    return [(names[code], f"?{Asked().having('theme', code).address()}") for code in often]
