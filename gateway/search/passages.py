"""Which page of which document a hit stands on, where the words are not the web page's own."""

from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Value, When
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from gateway.files.models import DocumentText
from gateway.search.models import IndexedPage, IndexJob, PassageTerms
from gateway.search.question import AUTHOR, Question
from gateway.search.snippet import held_terms, snippet

SIDE_BY_SIDE = 100


@dataclass(frozen=True)
class Passage:
    """`place` says where in the document, in the reader's language; only a PDF has pages to open at."""

    document: int
    page_number: int | None
    place: str
    url: str
    title: str
    language: str
    snippet: SafeString


def passages(entries: list[IndexedPage], words: Question) -> dict[int, Passage]:
    """By page: the best page of a document that says more of the words than the page itself. Three queries at most.

    None for a page that is still to be written: it may have lost the document since.
    """
    wanted = {entry.pk: documents for entry in entries if (documents := documents_that_may_say_more(entry, words))}
    for page_id in IndexJob.objects.filter(pk__in=wanted).values_list("pk", flat=True):
        del wanted[page_id]
    if not wanted or not words.parts:
        return {}
    best = best_passages({pk for documents in wanted.values() for pk in documents}, words)
    chosen = {pk: max((best[doc] for doc in documents if doc in best), default=None) for pk, documents in wanted.items()}
    texts = DocumentText.objects.select_related("document").in_bulk([rank[-1] for rank in chosen.values() if rank])
    return {pk: passage(texts[rank[-1]], words) for pk, rank in chosen.items() if rank and rank[-1] in texts}


def documents_that_may_say_more(entry: IndexedPage, words: Question) -> list[int]:
    own = f"{entry.title}\n{entry.summary}\n{entry.text}"
    if says_all(held_terms(own, words.terms), words):
        return []
    return [document.pk for document in entry.documents.all()]


def says_all(held: frozenset[str], words: Question) -> bool:
    """Whether each word, or a synonym of it, is held; whether a typed phrase is, terms alone cannot tell."""
    typed = [part for clause in words.clauses for part in clause if not part.is_added]
    return all(len(part.terms) == 1 for part in typed) and all(
        any(held.issuperset(part.terms) for part in clause) for clause in words.clauses if clause[0].field != AUTHOR
    )


def best_passages(documents: set[int], words: Question) -> dict[int, tuple[int, int, int]]:
    """By document: how much its best page says, and which passage that is; earlier pages first among equals."""
    said = [says(part) for part in words.parts]
    if words.as_typed:
        said.append(says(words.as_typed, SIDE_BY_SIDE))
    rows = PassageTerms.objects.filter(passage__document__in=documents).annotate(said=sum(said[1:], said[0]))
    best: dict[int, tuple[int, int, int]] = {}
    for document, number, pk, score in rows.filter(said__gt=0).values_list(
        "passage__document", "passage__page_number", "pk", F("said")
    ):
        best[document] = max(best.get(document, (0, 0, 0)), (score, -number, pk))
    return best


def says(part: tuple[str, ...], weight: int = 1) -> Case:
    condition = When(terms__contains=f" {' '.join(part)} ", then=Value(weight * len(part)))
    return Case(condition, default=Value(0), output_field=IntegerField())


def passage(text: DocumentText, words: Question) -> Passage:
    document, is_pdf = text.document, text.document.file_extension.lower() == "pdf"
    number = text.page_number if is_pdf else None
    address = f"{document.url}#page={number}" if is_pdf else document.url
    return Passage(
        document.pk, number, place(text), address, document.title, document.language, snippet(text.text, words.terms)
    )


def place(text: DocumentText) -> str:
    kind = text.document.file_extension.lower()
    if kind == "pptx":
        return _("slide %(number)s") % {"number": text.page_number}
    if kind == "xlsx":
        return _("sheet “%(name)s”") % {"name": text.text.partition("\n")[0]}
    return "" if kind == "docx" else _("page %(number)s") % {"number": text.page_number}
