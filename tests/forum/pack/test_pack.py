"""A meeting's pack: agenda and papers as one PDF, for those who may read the meeting."""

import ctypes
import io
import logging
import re
import tempfile
from datetime import time, timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from pypdfium2 import raw
from wagtail.models import CollectionViewRestriction

from forum.models import AgendaItem, Membership, Paper
from forum.pack import binding, papers, views
from tests.factories.documents import pdf
from tests.factories.forum import make_meeting, make_paper

LEFT_OUT = "Not in the pack: open it on the meeting's page."


def meeting_with(body, *files: tuple[str, bytes], **fields):
    """One agenda item a paper, each named by its file."""
    agenda = [
        AgendaItem(
            title=f"Item of {name}",
            presenter=f"Presenter of {name}",
            description=f"Why {name}",
            starts_at=time(9 + number % 10),
            papers=[Paper(document=make_paper(body, name, content), title=f"Title of {name}")],
        )
        for number, (name, content) in enumerate(files)
    ]
    return make_meeting(body, children={"agenda": agenda}, **fields)


def address(meeting) -> str:
    return reverse("meeting_pack", args=[meeting.pk])


def bytes_of(client, url: str) -> bytes:
    response = client.get(url)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def texts_of(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as pack:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pack]


def numbers_said(content: bytes, columns=(490, 540)) -> dict[str, int]:
    """What stands in the column of numbers beside the first line of each paper's title."""
    found = {}
    with pypdfium2.PdfDocument(content) as pack:
        for words in (page.get_textpage() for page in pack):
            for name in re.findall(r"Title of (\S+)", words.get_text_range()):
                first, _count = words.search(f"Title of {name}").get_next()
                _left, low, _right, high = words.get_charbox(first)
                beside = words.get_text_bounded(columns[0], low - 3, columns[1], high + 3).strip()
                found |= {name: int(beside)} if beside else {}
    return found


def links_of(content: bytes) -> dict[str, int]:
    """The words over which each link of the pack lies, and the page to which it leads."""
    found = {}
    with pypdfium2.PdfDocument(content) as pack:
        for page in pack:
            place, link, box = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
            while raw.FPDFLink_Enumerate(page, place, link):
                raw.FPDFLink_GetAnnotRect(link, box)
                words = page.get_textpage().get_text_bounded(box.left, box.bottom, box.right, box.top)
                found[" ".join(words.split())] = raw.FPDFDest_GetDestPageIndex(pack, raw.FPDFLink_GetDest(pack, link)) + 1
    return found


def test_contents_lead_to_the_pages_that_they_name(body, member, as_):
    long = "A title that goes on and on, until it needs a second line, and then some more of it"
    meeting = meeting_with(body, ("a.pdf", pdf("Alpha one", "Alpha two")), ("b.pdf", pdf("Beta one")), ("c.txt", b"words"))
    Paper.objects.filter(title="Title of b.pdf").update(title=long)
    found = links_of(bytes_of(as_(member), address(meeting)))
    assert found == {"Agenda 2": 2, "Title of a.pdf3": 3, f"{long}5": 5}


def test_pack_holds_agenda_contents_and_papers_with_page_numbers(body, member, as_):
    meeting = meeting_with(body, ("a.pdf", pdf("Alpha one", "Alpha two")), ("b.pdf", pdf("Beta one")))
    texts = texts_of(bytes_of(as_(member), address(meeting)))
    assert [text for number, text in enumerate(texts, 1) if f"{number} / 5" not in text] == []
    for words in (meeting.title, body.title, "09:00 1. Item of a.pdf Presenter of a.pdf", "10:00 2. Item of b.pdf"):
        assert words in texts[0]
    assert "Why b.pdf" in texts[1]
    assert [text[:9] for text in texts[2:]] == ["Alpha one", "Alpha two", "Beta one "]


@pytest.mark.parametrize(("language", "columns"), [("", (490, 540)), ("/ur", (55, 105))])
def test_contents_name_the_pages_where_the_papers_begin(body, member, urdu_home, as_, language, columns):
    """Compared with where each paper's own words are found, over more than one sheet of contents."""
    files = [(f"{n}.pdf", pdf(*[f"Words of {n} on {page}." for page in range(1 + n % 3)])) for n in range(14)]
    meeting = meeting_with(body, *files)
    content = bytes_of(as_(member), language + address(meeting))
    texts = texts_of(content)
    begins = {f"{n}.pdf": at for n in range(14) for at, text in enumerate(texts, 1) if text.startswith(f"Words of {n} on 0.")}
    assert len(begins) == 14
    assert min(begins.values()) > 3
    assert numbers_said(content, columns) == begins


def test_what_is_no_readable_pdf_is_named_and_left_out(body, member, as_, monkeypatch):
    monkeypatch.setattr(papers, "PAGES_AT_MOST", 3)
    monkeypatch.setattr(papers, "BYTES_AT_MOST", 60_000)
    files = {
        "locked.pdf": pdf("Locked words", password="secret"),
        "damaged.pdf": b"%PDF-1.7 broken",
        "office.docx": b"PK\x03\x04",
        "heavy.pdf": pdf("Heavy words") + b" " * 80_000,
        "long.pdf": pdf(*["Long words"] * 4),
        "good.pdf": pdf("Good words"),
    }
    meeting = meeting_with(body, *files.items())
    lost = meeting_paper(body, meeting, "lost.pdf")
    lost.file.storage.delete(lost.file.name)
    content = bytes_of(as_(member), address(meeting))
    texts = texts_of(content)
    sheets = " ".join(texts[:-1])
    for name in [*files, "lost.pdf"]:
        assert (f"Title of {name} {LEFT_OUT}" in sheets) == (name != "good.pdf")
    assert texts[-1].startswith("Good words")
    assert numbers_said(content) == {"good.pdf": len(texts)}


def meeting_paper(body, meeting, name: str):
    """Another paper of the first item."""
    document = make_paper(body, name, pdf("Lost words"))
    Paper.objects.create(item=meeting.agenda.first(), document=document, title=f"Title of {name}", sort_order=9)
    return document


def test_a_paper_that_the_reader_may_not_open_is_not_named(body, member, other_body, as_):
    meeting = meeting_with(body, ("open.pdf", pdf("Open words")))
    closed = make_paper(other_body, "closed.pdf", pdf("Closed words"))
    Paper.objects.create(item=meeting.agenda.get(), document=closed, title="Closed title", sort_order=9)
    CollectionViewRestriction.objects.create(collection=closed.collection, restriction_type="groups")
    text = " ".join(texts_of(bytes_of(as_(member), address(meeting))))
    assert "Open words" in text
    assert "Closed" not in text


def test_a_program_that_crashes_or_stalls_leaves_papers_out(body, member, as_, monkeypatch):
    meeting = meeting_with(body, ("a.pdf", pdf("Alpha one")))
    monkeypatch.setattr(papers, "SECONDS_FOR_ONE", 0.001)
    assert LEFT_OUT in texts_of(bytes_of(as_(member), address(meeting)))[0]
    monkeypatch.setattr(papers, "SECONDS_FOR_ALL", 0)
    assert LEFT_OUT in texts_of(bytes_of(as_(member), address(meeting)))[0]


def test_papers_that_cannot_be_bound_are_left_out(body, member, as_, monkeypatch):
    meeting = meeting_with(body, ("a.pdf", pdf("Alpha one")))
    bind = views.bind
    monkeypatch.setattr(views, "bind", lambda front, kept, target: not any(p.file for p in kept) and bind(front, kept, target))
    texts = texts_of(bytes_of(as_(member), address(meeting)))
    assert LEFT_OUT in texts[0]
    assert "2 / 2" in texts[1]


def test_urdu_pack_reads_from_the_right(body, member, urdu_home, as_):
    fields = {"day": 1, "description": "English ends here."}
    agenda = [AgendaItem(title="رجسٹری (NSER) پر غور", presenter="ڈاکٹر آمنہ خان", starts_at=time(10), **fields)]
    meeting = make_meeting(body, title="چوتھا اجلاس", children={"agenda": agenda})
    content = bytes_of(as_(member), f"/ur{address(meeting)}")
    with pypdfium2.PdfDocument(content) as pack:
        page = pack[0].get_textpage()
        number = page.search("10:00").get_next()
        left = page.get_charbox(number[0])[0]
        text = page.get_text_bounded()
        second = pack[1].get_textpage()
        first, count = second.search("English ends here").get_next()
        assert second.get_text_range(first + count, 1) == "."
        assert second.get_charbox(first + count)[0] > second.get_charbox(first + count - 1)[0]
    assert left > 500
    assert "NSER" in text
    assert re.search("[\u0600-\u06ff\ufb50-\ufeff]", text)


def test_non_members_get_what_the_meeting_page_gives(body, member, outsider, learner, editor, as_):
    meeting = meeting_with(body, ("a.pdf", pdf("Alpha one")))
    for reader in (None, learner, outsider, editor):
        client = as_(reader)
        for method in (client.get, client.head):
            assert method(address(meeting)).status_code == method(meeting.url).status_code == 404
        nowhere = address(meeting).replace(str(meeting.pk), str(meeting.pk + 900))
        told, known = client.get(address(meeting)).content, client.get(nowhere).content
        assert told.replace(address(meeting).encode(), b"") == known.replace(nowhere.encode(), b"")
    Membership.objects.filter(person=member).update(term_to=timezone.localdate() - timedelta(days=1))
    assert as_(member).get(address(meeting)).status_code == 404


def test_draft_is_not_there_and_a_cancelled_meeting_says_so(body, member, as_):
    client = as_(member)
    told = {"cancelled_because": "Floods in Sindh", "place": "", "link": "https://join.example", "illustrative": True}
    meeting = make_meeting(body, state="cancelled", **told)
    text = " ".join(texts_of(bytes_of(client, address(meeting))))
    assert "This meeting is cancelled: Floods in Sindh" in text
    assert "join.example" not in text
    assert "No such meeting has been reported" in text
    assert "1 / 1" in text
    meeting.unpublish()
    assert client.get(address(meeting)).status_code == client.get(meeting.url).status_code == 404


def test_head_says_every_dates_of_a_proposed_meeting(body, member, as_):
    start = timezone.now().replace(hour=6, minute=15) + timedelta(days=20)
    fields = {"state": "proposed", "starts_at": start, "link": "https://example.org/join", "summary": "In short"}
    several = make_meeting(body, ends_at=start + timedelta(days=1), **fields)
    one = make_meeting(body, ends_at=start + timedelta(hours=2), **fields)
    client = as_(member)
    for meeting, end in ((several, "11:15 PKT"), (one, "– 13:15 PKT")):
        text = texts_of(bytes_of(client, address(meeting)))[0]
        for words in ("11:15 –", end, "https://example.org/join", "In short", "It is not settled yet."):
            assert words in text


def test_answer_is_private_and_leaves_nothing_behind(body, member, as_, monkeypatch, tmp_path, caplog):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    meeting = meeting_with(body, ("a.pdf", pdf("Alpha one")), title="Zonkervalt 😀\u200c\tکفالت")
    client = as_(member)
    with caplog.at_level(logging.INFO):
        response = client.get(address(meeting))
        headers = client.head(address(meeting)).headers
    assert list(tmp_path.iterdir()) == []
    assert response["Cache-Control"] == headers["Cache-Control"] == "private, no-store"
    assert response["Content-Type"] == headers["Content-Type"] == "application/pdf"
    assert "Zonkervalt" not in response["Content-Disposition"] + caplog.text
    assert "missing" not in caplog.text
    assert "Zonkervalt ? " in texts_of(b"".join(response.streaming_content))[0]


def test_meeting_page_and_desk_lead_to_the_pack(body, member, secretary, as_):
    meeting = meeting_with(body, ("a.pdf", pdf("Alpha one")))
    assert f'href="{address(meeting)}"' in as_(member).get(meeting.url).content.decode()
    listing = as_(secretary).get(reverse("wagtailadmin_explore", args=[body.pk])).content.decode()
    assert f'href="{address(meeting)}"' in listing


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("shape", [(400, 700), (900, 500)])
def test_a_paper_s_page_stands_above_the_number_whatever_its_shape(tmp_path, turn, shape):
    """A black sheet, of which only a part is to be shown, fills what the strip leaves of its page."""
    width, height = shape
    wide = (width > height) != (turn in (90, 270))
    (tmp_path / "a.pdf").write_bytes(black(width, height, turn))
    assert binding.fit(str(tmp_path / "a.pdf"), str(tmp_path / "b.pdf"), 5) == {"pages": 1}
    assert binding.bind(str(tmp_path / "c.pdf"), [str(tmp_path / "b.pdf")]) == {"pages": 1}
    with pypdfium2.PdfDocument(tmp_path / "c.pdf") as pack:
        assert [round(side) for side in pack[0].get_size()] == ([842, 595] if wide else [595, 842])
        picture = pack[0].render(grayscale=True).to_pil()
    x = picture.width // 2
    strip = picture.crop((0, picture.height - binding.STRIP + 1, picture.width, picture.height))
    assert picture.getpixel((x, picture.height // 2)) == 0
    assert min(strip.crop((0, 0, x - 30, strip.height)).tobytes()) == 255
    assert min(strip.tobytes()) < 128
    dark = sum(1 for one in picture.tobytes() if one < 128) / (picture.width * picture.height)
    scale = min(picture.width / shown(shape, turn)[0], (picture.height - binding.STRIP) / shown(shape, turn)[1])
    assert dark == pytest.approx(scale**2 * (width - 40) * (height - 40) / (picture.width * picture.height), abs=0.01)


def shown(shape: tuple[int, int], turn: int) -> tuple[int, int]:
    sides = (shape[0] - 40, shape[1] - 40)
    return sides[::-1] if turn in (90, 270) else sides


def black(width: int, height: int, turn: int) -> bytes:
    """Black far over its edges; cropped by twenty points on each side."""
    with pypdfium2.PdfDocument.new() as made:
        page = made.new_page(width, height)
        box = pypdfium2.raw.FPDFPageObj_CreateNewRect(-100, -100, width + 200, height + 200)
        pypdfium2.raw.FPDFPageObj_SetFillColor(box, 0, 0, 0, 255)
        pypdfium2.raw.FPDFPath_SetDrawMode(box, pypdfium2.raw.FPDF_FILLMODE_WINDING, False)
        pypdfium2.raw.FPDFPage_InsertObject(page, box)
        page.gen_content()
        page.set_cropbox(20, 20, width - 20, height - 20)
        page.set_rotation(turn)
        kept = io.BytesIO()
        made.save(kept)
        return kept.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (pdf("One", "Two"), {"state": "long"}),
        (pdf("One", password="secret"), {"state": "encrypted"}),
        (b"nothing", {"state": "damaged"}),
    ],
)
def test_the_program_says_why_a_paper_cannot_be_fitted(tmp_path, capsys, monkeypatch, content, said):
    monkeypatch.setattr(binding.resource, "setrlimit", lambda *_limits: None)
    source = Path(tmp_path / "a.pdf")
    source.write_bytes(content)
    binding.main("fit", str(tmp_path / "b.pdf"), str(source), "1")
    assert capsys.readouterr().out == str(said).replace("'", '"')
