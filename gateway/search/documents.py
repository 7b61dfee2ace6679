"""Pages' documents as search reads them: from the database and by key, whatever a page type keeps of them in memory."""

from collections.abc import Callable, Collection, Iterable, Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation

from gateway.accounts.documents import opens_with
from gateway.files.models import Document, DocumentText
from gateway.pages.models import BasePage
from gateway.search.analysis import analysed
from gateway.search.models import IndexedPage, PassageTerms

Terms = dict[int, dict[int, str]]
"""By document and passage, in their order."""


def documents_of(pages: Iterable[BasePage], audiences: Mapping[int, list[str]]) -> dict[int, list[Document]]:
    """By page: the documents found through it, without those of collections that do not let in all its readers."""
    shown = {page.pk: shown_by(page) for page in pages}
    documents = by_key(number for numbers in shown.values() for number in numbers)
    opens = opening()
    return {
        pk: [documents[number] for number in numbers if number in documents and opens(audiences[pk], documents[number])]
        for pk, numbers in shown.items()
    }


def shown_by(page: BasePage) -> list[int]:
    with translation.override(page.locale.language_code):
        return list(dict.fromkeys(document.pk for document in page.search_documents() if document))


def by_key(numbers: Iterable[int]) -> dict[int, Document]:
    return Document.objects.select_related("collection").in_bulk(set(numbers))


def opening() -> Callable[[list[str], Document], bool]:
    """Whether a document opens with an audience, asked once for each collection and audience."""
    known: dict[tuple[int, ...], bool] = {}

    def opens(audience: list[str], document: Document) -> bool:
        pair = (document.collection_id, *audience)
        if pair not in known:
            known[pair] = opens_with(audience, document)
        return known[pair]

    return opens


def terms_of(documents: Collection[int]) -> Terms:
    """The terms of each document page by page, analysed once and kept."""
    if not documents:
        return {}
    missing = DocumentText.objects.filter(document__in=documents, terms=None)
    keep_terms({passage.pk: f" {analysed(passage.text)} " for passage in missing})
    kept = PassageTerms.objects.filter(passage__document__in=documents).order_by("passage__document", "passage__page_number")
    found: Terms = {}
    for document, passage, terms in kept.values_list("passage__document", "pk", "terms"):
        found.setdefault(document, {})[passage] = terms
    return found


@transaction.atomic
def keep_terms(terms: dict[int, str]) -> None:
    """Of passages that are still there: a document may have been read anew meanwhile."""
    if terms:
        still = DocumentText.objects.filter(pk__in=terms).select_for_update().values_list("pk", flat=True)
        rows = [PassageTerms(passage_id=pk, terms=terms[pk]) for pk in still]
        PassageTerms.objects.bulk_create(rows, batch_size=200, ignore_conflicts=True)


def as_read(entries: Mapping[int, IndexedPage | None]) -> set[int]:
    """The pages whose documents are still as they were read, asked when the pages are known to show these.

    A document that changes later tells of its pages itself. Its passages are other rows whenever it was read anew.
    """
    written = [entry for entry in entries.values() if entry]
    documents = by_key(document.pk for entry in written for document in entry.found_documents)
    passages, opens = passages_of(documents), opening()

    def has_changed(entry: IndexedPage) -> bool:
        now = [documents[one.pk] for one in entry.found_documents if one.pk in documents]
        still = {passage for document in now for passage in passages.get(document.pk, ())}
        return entry.read_passages != still or not all(opens(entry.audience, document) for document in now)

    return entries.keys() - {entry.pk for entry in written if has_changed(entry)}


def passages_of(documents: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    rows = DocumentText.objects.filter(document__in=documents).order_by() if documents else DocumentText.objects.none()
    for document, passage in rows.values_list("document", "pk"):
        found.setdefault(document, set()).add(passage)
    return found


def held(documents: QuerySet[Document]) -> list[int]:
    """Nobody else changes these documents, nor notes which pages show them, before the transaction ends."""
    rows = Document.objects.filter(pk__in=documents.values("pk")).select_for_update(no_key=True)
    return list(rows.order_by("pk").values_list("pk", flat=True))
