"""Pages that are like another: they share its vocabulary and its telling words, and the reader may see them."""

import logging
import math
from collections import Counter
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from haystack import connections
from haystack.backends import SQ
from haystack.query import SearchQuerySet
from wagtail.models import Page
from wagtail.query import PageQuerySet

from gateway.accounts.audience import Reader, readable
from gateway.pages.localized import in_readers_language
from gateway.search.analysis import COMMON_TERMS, terms
from gateway.search.audience import Scope, scopes
from gateway.search.engine.filters import any_of
from gateway.search.engine.query import Weighted
from gateway.search.healing import stands_in
from gateway.search.models import IndexedPage, PassageTerms
from gateway.search.writing import PUBLIC

logger = logging.getLogger(__name__)

WORDS = 16
TITLE_WEIGHT = 3
SHORT = 60
"""A page of fewer words is told by the first pages of its documents too."""
PASSAGES_READ = 5
SPARE = 3
"""So many candidates for each page that is asked for: some may be closed by now, or be translations of each other."""
WEIGHTS = {"programme": 6.0, "theme": 3.0, "stage": 1.0, "institution": 1.0, "area": 2.0}


def similar(page: Page, reader: Reader, limit: int = 4, kinds: Iterable[str] = ()) -> list[Page]:
    """Up to `limit` pages like `page`, best first, as specific pages in the reader's language, each with its `card()`.

    Of the page's own kind, or of the search kinds given (`kinds=["programme", "course"]`). Never the page itself or a
    translation of it, never what the reader may not see now. Empty where nothing is like it, or search does not know it.
    """
    entry = entry_of(page, reader)
    found = nearest(entry, reader, list(kinds) or [entry.kind], limit * SPARE) if entry else []
    seen: PageQuerySet = readable(Page.objects.filter(pk__in=found).exclude(translation_key=page.translation_key), reader)
    by_id = {one.pk: one for one in seen.select_related("locale").specific()}
    language = entry.language if entry else ""
    return in_readers_language(one_of_each([by_id[pk] for pk in found if pk in by_id], language, reader)[:limit], reader)


def one_of_each(pages: list[Page], language: str, reader: Reader) -> list[Page]:
    """Of each work its page in the language, where the reader may see it: a translation may be the nearer one."""
    first: dict[Any, Page] = {}
    for page in pages:
        first.setdefault(page.translation_key, page)
    foreign = [key for key, page in first.items() if page.locale.language_code != language]
    if foreign:
        asked = Page.objects.filter(translation_key__in=foreign, locale__language_code=language)
        same: PageQuerySet = readable(asked, reader)
        first |= {page.translation_key: page for page in same.select_related("locale").specific()}
    return list(first.values())


def entry_of(page: Page, reader: Reader) -> IndexedPage | None:
    """What search knows of the page in English, where most of the library is; else in its own language."""
    versions = readable(Page.objects.filter(translation_key=page.translation_key), reader)
    known = {entry.page_id: entry for entry in IndexedPage.objects.filter(page__in=versions)}
    english = [entry for entry in known.values() if entry.language == "en"]
    return english[0] if english else known.get(page.pk)


def nearest(entry: IndexedPage, reader: Reader, kinds: list[str], limit: int) -> list[int]:
    """A damaged index must not take the pages with it that show what is like them, nor make them slow."""
    try:
        if stands_in(scopes(reader)):
            return []
        wanted = likeness(entry)
        return candidates(scopes(reader), wanted, entry, kinds, limit) if wanted else []
    except Exception:
        logger.exception("The index does not answer; page %s is shown without pages like it", entry.page_id)
        return []


def likeness(entry: IndexedPage) -> SQ | None:
    """The page's vocabulary and telling words as alternatives, each with its weight."""
    shared = [
        SQ(**{f"{name}__exact": Weighted(value, weight)})
        for name, weight in WEIGHTS.items()
        for value in entry.facets.get(name, [])
        if len(value.split()) == 1
    ]
    words = [SQ(**{field: word}) for word in telling_words(entry) for field in ("text", "title")]
    return reduce(or_, [*shared, *words]) if shared or words else None


def telling_words(entry: IndexedPage) -> list[str]:
    """Its frequent words that are rare among public pages; what members alone can read weighs in for nobody."""
    counts = Counter(terms(f"{entry.summary}\n{entry.text}")) + Counter(terms(entry.title) * TITLE_WEIGHT)
    if len(counts) < SHORT:
        passages = PassageTerms.objects.filter(passage__document__in=entry.documents.all()).order_by("passage")
        counts.update(term for passage in passages[:PASSAGES_READ] for term in passage.terms.split())
    telling = {word: count for word, count in counts.items() if len(word) > 2 and word.isalpha() and word not in COMMON_TERMS}
    rarity = rarities(telling)
    return sorted(telling, key=lambda word: (-telling[word] * rarity.get(word, 1.0), word))[:WORDS]


def rarities(words: Iterable[str]) -> dict[str, float]:
    """Inverse document frequencies in the public index; none from an engine that does not tell its lexicon."""
    backend = connections[PUBLIC].get_backend()
    if not hasattr(backend, "frequencies"):
        return {}
    total, counts = backend.frequencies(words)
    return {word: math.log((total + 1) / (count + 0.5)) for word, count in counts.items()}


def candidates(open_to_reader: list[Scope], wanted: SQ, entry: IndexedPage, kinds: list[str], limit: int) -> list[int]:
    own = (any_of("kind", kinds), any_of("language", [entry.language]), any_of("django_id", [entry.pk], but=True))
    found = []
    for scope in open_to_reader:
        answer = SearchQuerySet(using=scope.index)
        for written in (*scope.filters, *own):
            answer = answer.narrow(written)
        found += answer.filter(wanted)[:limit]
    return [int(result.pk) for result in sorted(found, key=lambda result: -result.score)[:limit]]
