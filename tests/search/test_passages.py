"""Which document a hit quotes, and where in it; and when none is quoted."""

import pytest

from gateway.files.models import DocumentText
from gateway.pages.models import StandardPage
from gateway.search.models import IndexedPage
from gateway.search.passages import best_passages, passages
from gateway.search.question import question
from tests.factories.documents import document, pdf
from tests.factories.office import docx, pptx, xlsx
from tests.search.test_query import find

GRIEVANCE = "Grievance redress takes thirty days."


@pytest.fixture
def with_files(publish, commit, monkeypatch):
    """A page of text with documents; the page itself says nothing of them."""

    def publish_with(*contents, **fields):
        with commit():
            files = [document(content, name, title=name) for content, name in contents]
        monkeypatch.setattr(StandardPage, "search_documents", lambda page: files)
        return publish("Accountability", text="<p>About complaints and the registry.</p>")

    return publish_with


@pytest.mark.parametrize(
    ("content", "name", "number", "place"),
    [
        (pdf("Opening.", GRIEVANCE), "a.pdf", 2, "page 2"),
        (docx(f"<w:t>{GRIEVANCE}</w:t>"), "a.docx", None, ""),
        (pptx("Opening.", GRIEVANCE), "a.pptx", None, "slide 2"),
        (xlsx({"Desks": f'<c t="inlineStr"><is><t>{GRIEVANCE}</t></is></c>'}), "a.xlsx", None, "sheet “Desks”"),
    ],
    ids=["pdf", "docx", "pptx", "xlsx"],
)
def test_a_passage_says_where_it_stands_as_its_kind_of_file_counts(with_files, content, name, number, place):
    with_files((content, name))
    (hit,) = find("grievance").hits
    assert (hit.passage.page_number, hit.passage.place, hit.passage.title) == (number, place, name)
    assert hit.passage.url.endswith(f"#page={number}" if number else name)
    assert (hit.reading_place, hit.snippet_language) == ("", "en")


def test_the_page_of_a_document_that_says_most_is_quoted_the_earlier_among_equals(with_files):
    with_files((pdf("Grievance.", "Grievance redress.", "Redress of a grievance."), "a.pdf"), (pdf("Grievance."), "b.pdf"))
    hit = find("grievance redress").hits[0]
    assert (hit.passage.title, hit.passage.page_number) == ("a.pdf", 2)
    assert find('"redress of a grievance"').hits[0].passage.page_number == 3


@pytest.mark.parametrize("words", ["complaints", "complaints -grievance", "-nothing", "complaints author:nobody OR registry"])
def test_a_page_that_says_all_of_it_quotes_no_document(with_files, words):
    with_files((pdf("Complaints and the registry."), "a.pdf"))
    assert all(hit.passage is None and hit.reading_place == "" for hit in find(words).hits)


def test_a_phrase_is_looked_for_in_documents_though_the_page_has_its_words(with_files):
    with_files((pdf("The registry about complaints."), "a.pdf"))
    assert find('"registry about complaints"').hits[0].passage.page_number == 1


def test_a_document_that_says_nothing_of_it_is_not_quoted(with_files):
    with_files((pdf("Roads."), "a.pdf"))
    entries = list(IndexedPage.objects.prefetch_related("documents"))
    assert passages(entries, question("bridges")) == {}
    assert best_passages(set(), question("bridges")) == {}


def test_a_passage_that_goes_between_two_questions_is_not_quoted(with_files, monkeypatch):
    with_files((pdf(GRIEVANCE), "a.pdf"))
    real = best_passages

    def then_gone(documents, words):
        found = real(documents, words)
        DocumentText.objects.all()._raw_delete("default")
        return found

    monkeypatch.setattr("gateway.search.passages.best_passages", then_gone)
    (hit,) = find("grievance").hits
    assert hit.passage is None


def test_a_search_that_finds_nothing_left_nothing_out(publish):
    publish("Roads")
    found = find("bridges tunnels")
    assert (found.total, found.left_out, found.widened, found.with_most) == (0, [], False, False)


def test_words_that_no_hit_holds_are_told_once(publish):
    publish("Roads and ways")
    assert find("roads tunnels").left_out == ["tunnels"]
