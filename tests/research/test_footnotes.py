from django.utils import translation
from wagtail.rich_text import RichText

from research.footnotes import Footnotes
from research.models import Footnote
from tests.factories.research import make_publication
from tests.research.test_publication_page import body


def test_a_mark_leads_to_its_note_and_the_note_back(client, library):
    page = make_publication(
        library, abstract="Counted twice [2].", body=[("text", RichText("<p>Again [2] and [1] and [3].</p>"))]
    )
    page.footnotes = [Footnote(text="See https://example.org/a"), Footnote(text="By <hand>.")]
    page.save()
    html = body(client, page)
    assert 'Counted twice<sup id="mark-2"><a href="#note-2" role="doc-noteref">2</a></sup>.' in html
    assert 'Again<sup><a href="#note-2"' in html
    assert 'and<sup id="mark-1">' in html
    assert "and [3]." in html
    assert 'href="https://example.org/a"' in html
    assert "By &lt;hand&gt;." in html
    assert 'href="#mark-2" role="doc-backlink"' in html


def test_a_page_without_notes_keeps_its_brackets(client, library):
    assert "Counted [1]." in body(client, make_publication(library, abstract="Counted [1]."))


def test_links_and_tags_are_left_alone():
    marked = Footnotes(["A note."]).mark('<a href="/x[1]">see [1]</a><abbr title="[1]">x</abbr> y[1]')
    assert marked == (
        '<a href="/x[1]">see [1]</a><abbr title="[1]">x</abbr> y<sup id="mark-1"><a href="#note-1" role="doc-noteref">1</a></sup>'
    )


def test_a_note_without_a_mark_leads_nowhere():
    assert Footnotes(["A note."]).notes == [(1, "A note.", False)]


def test_a_note_speaks_the_readers_language():
    note = Footnote(text="See the annex.", text_ur="ضمیمہ دیکھیں۔")
    assert (note.label, str(note)) == ("See the annex.", "See the annex.")
    with translation.override("ur"):
        assert note.label == "ضمیمہ دیکھیں۔"
