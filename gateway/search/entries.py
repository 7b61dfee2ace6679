"""A page as search is to know it, read from the database now: its words, its documents' words, its audience."""

import hashlib
import json
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from wagtail.models import Page
from wagtail.query import PageQuerySet

from gateway.accounts.documents import opens_with
from gateway.accounts.models import PageAudience
from gateway.files.models import DocumentText
from gateway.pages.models import BasePage
from gateway.search.analysis import analysed
from gateway.search.models import IndexedPage, PassageTerms
from gateway.taxonomy.models import Area

ANALYSIS_VERSION = 6
"""Raise it when the analyser or the index's fields change: the nightly comparison then writes every page anew."""


Tokens = dict[int, list[str]]


def entry_for(page_id: int) -> IndexedPage | None:
    """None for a page that search must not find: a draft, an alias, a closed one, or one without a search kind."""
    return entries_for([page_id])[page_id]


def entries_for(page_ids: list[int]) -> dict[int, IndexedPage | None]:
    """The entries of pages that are read together, in hardly more queries than one page takes."""
    audiences = audiences_of(page_ids)
    found = {page.pk: entry_of(page, audiences[page.pk]) for page in readable_pages(page_ids) if page.pk in audiences}
    terms = document_terms({document.pk: document for entry in found.values() for document in entry.found_documents})
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


def entry_of(page: BasePage, audience: list[str]) -> IndexedPage:
    with translation.override(page.locale.language_code):
        open_too = [document for document in page.search_documents() if document and opens_with(audience, document)]
        entry = described(page, audience)
    entry.found_documents = list({document.pk: document for document in open_too}.values())
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


def complete(entry: IndexedPage, terms: dict[int, list[str]]) -> None:
    """Adds all terms, and the fingerprint that tells whether anything differs from what is written."""
    documents = sorted(document.pk for document in entry.found_documents)
    entry.facets["format"] = sorted({document.file_extension.lower() for document in entry.found_documents} - {""})
    entry.kept_terms = f" {entry.own_terms()} "
    entry.prepared_terms = " ".join([entry.kept_terms, *(passage for pk in documents for passage in terms.get(pk, []))])
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
    known += [entry.lines, entry.prepared_terms, ANALYSIS_VERSION]
    entry.fingerprint = hashlib.sha1(json.dumps(known, default=str).encode(), usedforsecurity=False).hexdigest()


def document_terms(documents: Collection[int]) -> dict[int, list[str]]:
    """The terms of each document page by page, analysed once and kept."""
    if not documents:
        return {}
    missing = DocumentText.objects.filter(document__in=documents, terms=None)
    keep_terms({passage.pk: f" {analysed(passage.text)} " for passage in missing})
    kept = PassageTerms.objects.filter(passage__document__in=documents).order_by("passage__document", "passage__page_number")
    found: dict[int, list[str]] = {}
    for document, passage in kept.values_list("passage__document", "terms"):
        found.setdefault(document, []).append(passage)
    return found


@transaction.atomic
def keep_terms(terms: dict[int, str]) -> None:
    """Of passages that are still there: a document may have been read anew meanwhile."""
    if terms:
        still = DocumentText.objects.filter(pk__in=terms).select_for_update().values_list("pk", flat=True)
        rows = [PassageTerms(passage_id=pk, terms=terms[pk]) for pk in still]
        PassageTerms.objects.bulk_create(rows, batch_size=200, ignore_conflicts=True)
