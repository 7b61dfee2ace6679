"""A page as search is to know it, read from the database now: its words, its documents' words, its audience."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.utils import translation
from wagtail.models import Page
from wagtail.query import PageQuerySet

from gateway.accounts.models import PageAudience
from gateway.files.models import Document
from gateway.pages.models import BasePage
from gateway.search.documents import Terms, documents_of, terms_of
from gateway.search.models import BETWEEN_NAMES, IndexedPage
from gateway.taxonomy.models import Area

ANALYSIS_VERSION = 7
"""Raise it when the analyser or the index's fields change: the nightly comparison then writes every page anew."""


Tokens = dict[int, list[str]]


def entry_for(page_id: int) -> IndexedPage | None:
    """None for a page that search must not find: a draft, an alias, a closed one, or one without a search kind."""
    return entries_for([page_id])[page_id]


def entries_for(page_ids: list[int]) -> dict[int, IndexedPage | None]:
    """The entries of pages that are read together, in hardly more queries than one page takes."""
    audiences = audiences_of(page_ids)
    pages = [page for page in readable_pages(page_ids) if page.pk in audiences]
    documents = documents_of(pages, audiences)
    found = {page.pk: entry_of(page, audiences[page.pk], documents[page.pk]) for page in pages}
    terms = terms_of({document.pk: document for shown in documents.values() for document in shown})
    for entry in found.values():
        complete(entry, terms)
    return {pk: found.get(pk) for pk in page_ids}


def audiences_of(page_ids: list[int]) -> Tokens:
    found: Tokens = {}
    for page, token in PageAudience.objects.filter(page_id__in=page_ids).order_by("token").values_list("page_id", "token"):
        found.setdefault(page, []).append(token)
    return found


def readable_pages(page_ids: list[int]) -> list[BasePage]:
    """Live pages of kinds that search knows, each kind with what it will be asked for."""
    live: PageQuerySet = Page.objects.filter(pk__in=page_ids, live=True, alias_of=None)
    pages = [page for page in live.specific() if getattr(page, "search_kind", None)]
    for kind in {type(page) for page in pages}:
        kind.read_for_search([page for page in pages if type(page) is kind])
    return pages


def entry_of(page: BasePage, audience: list[str], documents: list[Document]) -> IndexedPage:
    with translation.override(page.locale.language_code):
        entry = described(page, audience)
        entry.subjects = [without_nul(name) for name in page.search_terms()]
    entry.found_documents = documents
    return entry


def described(page: BasePage, audience: list[str]) -> IndexedPage:
    return IndexedPage(
        page_id=page.pk,
        kind=page.search_kind or "",
        language=page.locale.language_code,
        title=without_nul(page.title),
        summary=without_nul(page.summary),
        text=without_nul(page.search_text()),
        authors=[without_nul(name) for name in page.search_authors()],
        date=page.search_date(),
        facets=facets(page),
        audience=audience,
        lines={language: ledger_line(page, language) for language, _name in settings.LANGUAGES},
    )


def facets(page: BasePage) -> dict[str, list[str]]:
    """The page's codes by facet; a district's page belongs to its province too."""
    found = {name: {without_nul(value) for value in values} for name, values in page.search_facets().items()}
    if found.get("area"):
        above = Area.objects.filter(code__in=found["area"], kind=Area.Kind.DISTRICT, parent__isnull=False)
        found["area"] |= set(above.values_list("parent__code", flat=True))
    return {name: sorted(values) for name, values in found.items()}


def ledger_line(page: BasePage, language: str) -> dict[str, Any]:
    """The margin and the facts of the page's line in lists, in a language; kept, since a search may not ask every page."""
    with translation.override(language):
        return {"margin": str(page.margin()), "facts": [str(fact) for fact in page.facts()]}


def without_nul(text: str) -> str:
    return str(text).replace("\x00", " ")


def complete(entry: IndexedPage, terms: Terms) -> None:
    """Adds all terms, and the fingerprint that tells whether anything differs from what is written."""
    passages = [terms.get(pk, {}) for pk in sorted(document.pk for document in entry.found_documents)]
    entry.read_passages = {passage for one in passages for passage in one}
    entry.facets["format"] = sorted({document.file_extension.lower() for document in entry.found_documents} - {""})
    own = entry.own_terms()
    entry.kept_terms = f" {BETWEEN_NAMES.join(filter(None, [own, entry.subject_terms()]))} "
    entry.prepared_terms = " ".join([own, *(words for one in passages for words in one.values())])
    known: list[Any] = [
        entry.kind,
        entry.language,
        entry.title,
        entry.authors,
        entry.date,
        entry.facets,
        entry.audience,
        entry.summary,
        entry.text,
    ]
    known += [entry.lines, entry.prepared_terms, entry.subjects, ANALYSIS_VERSION]
    entry.fingerprint = hashlib.sha1(json.dumps(known, default=str).encode(), usedforsecurity=False).hexdigest()
