"""Minutes under discussion: circulated to those who attended, and amended line by line."""

import pytest
from django.core import mail
from hypothesis import given, settings, strategies as st

from forum.minutes import circulating
from forum.minutes.circulating import lay_out
from forum.minutes.lines import for_everybody, html_of, joined, split, text_of
from forum.models import (
    AgendaItem,
    Amendment,
    MeetingPage,
    Membership,
    MinutesLetter,
    MinutesLine,
)
from tests.factories.forum import make_user, seat
from tests.forum.minutes.addresses import desk, give_answer, line_page, page_of, propose, the_line


def test_rich_text_is_taken_apart_into_lines_and_put_together_again():
    html = "<h3>Head</h3><p>First <b>word</b></p><p></p><ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>loose"
    lines = split(html)
    assert [(line["style"], line["html"]) for line in lines] == [
        ("p", "Head"),
        ("p", "First <b>word</b>"),
        ("ul", "a"),
        ("ol", "b"),
        ("ul", "c"),
        ("p", "loose"),
    ]
    assert joined(lines[1:3]) == "<p>First <b>word</b></p><ul><li>a</li></ul>"


def test_line_that_somebody_typed_keeps_its_links_and_is_no_markup():
    before = 'See <a linktype="document" id="4">the annex</a>.'
    assert html_of("Read the annex & <b>", before) == 'Read <a linktype="document" id="4">the annex</a> &amp; &lt;b&gt;'
    assert html_of("the annex, the annex", before) == "the annex, the annex"
    both = '<a href="https://x.org">annex</a> <a linktype="document" id="4">href</a>'
    assert html_of("annex href", both) == both
    assert text_of(html_of("one\r\n  two <three>")) == "one\ntwo <three>"


ANNEX = '<a linktype="document" id="4">the <b>annex</b></a>'
RIVER = f"The <b>river Indus</b> rose, <i>fast</i>: see {ANNEX}.<br/>Second <b>row</b> stays"


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        (text_of(RIVER), RIVER),
        (text_of(RIVER).replace("rose", "fell"), RIVER.replace("rose", "fell")),
        (text_of(RIVER).replace("river", "great river"), RIVER.replace("<b>river", "great <b>river")),
        (text_of(RIVER).replace("river Indus", "river big Indus"), RIVER.replace("river Indus", "river big Indus")),
        (text_of(RIVER).replace("Second", "Another"), RIVER.replace("Second", "Another")),
        (text_of(RIVER).replace("fast", "slowly"), RIVER.replace("<i>fast</i>", "slowly")),
        (text_of(RIVER).replace("the annex", "it"), RIVER.replace(ANNEX, "it")),
        ("Second row stays", "Second <b>row</b> stays"),
        ("All\nelse", "All<br/>else"),
        ("", ""),
    ],
)
def test_words_that_nobody_touched_keep_their_bold_italics_and_links(typed, html):
    assert html_of(typed, before=RIVER) == html


@given(st.text("ab <&\n.", max_size=20), st.lists(st.sampled_from(["a", " b", "<b>a", "</b>", "<br/>", "<i>", "</i>", "&lt;"])))
@settings(max_examples=50, deadline=None)
def test_formatting_never_changes_the_words(typed, before):
    assert text_of(html_of(typed, before="".join(before))) == text_of(html_of(typed))


def test_public_text_has_no_way_into_the_site():
    html = '<a linktype="document" id="4">a</a><a href="https://x.org" id="q">b</a><embed id="3"/><b data-x="1">c</b>'
    assert for_everybody(html) == 'a<a href="https://x.org" rel="noopener noreferrer">b</a><b>c</b>'


@pytest.mark.parametrize("host", ["gateway.example", "GATEWAY.example", "gateway.example.", "other.example:8000", "["])
def test_address_of_the_site_itself_stays_inside_even_when_it_is_written_out(host, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://gateway.example", ["other.example", "*"]
    assert for_everybody(f'<a href="https://{host}/forum/sindh/meeting-3/">annex</a>') == "annex"


def test_draft_is_for_the_chair_and_the_secretariat(meeting, body, member, secretary, admin_user, as_):
    chair = seat(body, role="chair")
    for person, sees in ((member, False), (chair, True), (secretary, True), (admin_user, True)):
        page = as_(person).get(page_of(meeting)).content.decode()
        assert ("The river rose" in page) is sees
        assert ("not circulated yet" in page) is not sees
        assert ("Read the minutes" in as_(person).get(meeting.url).content.decode()) is sees
    assert "river" not in meeting.search_text()
    lay_out(meeting)
    meeting.refresh_from_db()
    assert "river" in meeting.search_text()


def test_circulating_writes_once_to_those_who_attended(
    meeting, body, member, secretary, as_, django_capture_on_commit_callbacks
):
    seat(body, make_user("absent"))
    client = as_(secretary)
    assert "letter to 1 person" in client.get(desk("minutes", meeting)).content.decode()
    for _again in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(desk("minutes_circulate", meeting)).status_code == 302
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["member@example.org"], "Minutes: Spring")
    assert page_of(meeting) in letter.body
    assert "because the attendance list says" in letter.body
    page = client.get(desk("minutes", meeting)).content.decode()
    assert "circulated already" in page
    assert "</bdi>: sent" in page
    circulating.send_due()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("lacks", "told"),
    [
        ("held", "Set the meeting to held"),
        ("published", "Publish the changes"),
        ("text", "Write the minutes first"),
        ("attendance", "Record the attendance first"),
    ],
)
def test_circulating_says_what_is_missing(meeting, secretary, as_, lacks, told):
    if lacks == "held":
        MeetingPage.objects.update(state="scheduled")
    elif lacks == "published":
        meeting.save_revision()
    elif lacks == "text":
        AgendaItem.objects.update(minutes="<p> </p>")
        MeetingPage.objects.update(minutes="")
    else:
        meeting.attendance_list.rows.update(state="absent")
    client = as_(secretary)
    assert told in client.get(desk("minutes", meeting)).content.decode()
    client.post(desk("minutes_circulate", meeting))
    assert not MinutesLine.objects.exists()
    assert told in client.get(desk("minutes", meeting)).content.decode()


@pytest.mark.parametrize("change", ["left the body", "struck from the list", "deactivated", "unpublished", "deleted"])
def test_right_is_asked_when_the_letter_is_sent(circulated, member, change):
    letter = MinutesLetter.objects.create(meeting=circulated, person=member)
    if change == "left the body":
        Membership.objects.all().delete()
    elif change == "struck from the list":
        circulated.attendance_list.rows.update(state="apologies")
    elif change == "deactivated":
        type(member).objects.filter(pk=member.pk).update(is_active=False)
    elif change == "unpublished":
        circulated.unpublish()
    else:
        letter.delete()
        circulating.send(letter.pk or 1)
    circulating.send_due()
    assert mail.outbox == []


@pytest.mark.parametrize("error", [OSError, ValueError])
def test_letter_that_fails_is_tried_again(circulated, member, error, monkeypatch):
    letter = MinutesLetter.objects.create(meeting=circulated, person=member)
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", lambda self: (_ for _ in ()).throw(error()))
        circulating.send_due()
    letter.refresh_from_db()
    assert letter.sent_at is None
    assert str(letter) == f"{circulated.pk}: {member.pk}"
    circulating.send_due()
    assert len(mail.outbox) == 1


def test_those_who_attended_propose_changes_line_by_line(circulated, body, member, secretary, as_):
    line = the_line()
    client = as_(member)
    assert line_page(circulated, line) in client.get(page_of(circulated)).content.decode()
    kept = client.post(line_page(circulated, line), {"text": "", "note": "Typed already", "before": line.text})
    assert "Write the line, or tick" in kept.content.decode()
    assert "Typed already" in kept.content.decode()
    same = client.post(line_page(circulated, line), {"text": line.text, "before": line.text})
    assert "the line as it stands" in same.content.decode()
    said = {"text": "The river fell.", "note": "I was there", "before": line.text}
    assert client.post(line_page(circulated, line), said).status_code == 302
    proposal = Amendment.objects.get()
    assert (proposal.before, proposal.text, proposal.person) == ("The river rose.", "The river fell.", member)
    for page in (page_of(circulated), line_page(circulated, line)):
        assert "The river fell." in client.get(page).content.decode()
    absent = as_(seat(body, make_user("absent")))
    assert "Propose a change" not in absent.get(page_of(circulated)).content.decode()
    for typed in (said, {}):
        page = absent.post(line_page(circulated, line), typed).content.decode()
        assert "Those who attended may propose changes." in page
        assert page.count("The river fell.") == 1 + bool(typed)
    assert Amendment.objects.count() == 1
    assert "Propose a change" in as_(secretary).get(page_of(circulated)).content.decode()


def test_proposal_for_a_line_that_changed_meanwhile_is_kept_and_told(circulated, member, as_):
    line = the_line()
    MinutesLine.objects.filter(pk=line.pk).update(text="The river rose fast.", html="The river rose fast.")
    said = {"text": "My words", "before": "The river rose."}
    page = as_(member).post(line_page(circulated, line), said).content.decode()
    assert "changed while you were writing" in page
    assert "My words" in page
    assert 'value="The river rose fast."' in page
    assert as_(member).post(line_page(circulated, line), said | {"before": "The river rose fast."}).status_code == 302


def test_proposal_that_comes_after_the_confirmation_is_not_kept_and_what_was_typed_stays(circulated, member, as_):
    line, client = the_line(), as_(member)
    MeetingPage.objects.filter(pk=circulated.pk).update(minutes_state="confirmed")
    page = client.post(line_page(circulated, line), {"text": "My words", "before": line.text}).content.decode()
    assert "The minutes are confirmed" in page
    assert "My words" in page
    assert not Amendment.objects.exists()


def test_secretariat_accepts_and_refuses_with_a_reason(circulated, member, secretary, as_):
    rise, one = propose(the_line(), member, "The river fell."), propose(the_line("One"), member, "Eleven")
    client = as_(secretary)
    unreasoned = give_answer(client, circulated, rise, reason="")
    assert "This field is required" in unreasoned.content.decode()
    assert give_answer(client, circulated, rise).status_code == 302
    assert give_answer(client, circulated, one, "refused", "It was one").status_code == 302
    assert the_line("The river fell.").html == "The river fell."
    assert the_line("One")
    page = as_(member).get(page_of(circulated)).content.decode()
    assert "It was one" in page
    assert "Agreed" in page
    rise.refresh_from_db()
    assert (rise.state, rise.answered_by, str(rise)) == ("accepted", secretary, f"{rise.line_id}: accepted")


def test_second_proposal_for_a_line_does_not_overwrite_the_first(circulated, member, secretary, as_):
    first, second = (propose(the_line(), member, text) for text in ("The river fell.", "The river froze."))
    client = as_(secretary)
    give_answer(client, circulated, first)
    assert "The line has been changed since" in client.get(desk("minutes", circulated)).content.decode()
    page = give_answer(client, circulated, second, reason="Also fine").content.decode()
    assert "does not fit it any more" in page
    assert "Also fine" in page
    second.refresh_from_db()
    assert second.state == "open"
    assert the_line("The river fell.")
    assert "answered this proposal meanwhile" in give_answer(client, circulated, first, "refused").content.decode()


def test_line_is_struck_and_lines_are_added_in_their_order(circulated, member, secretary, as_):
    client = as_(member)
    end = MinutesLine.objects.get(part__title="Floods", is_end=True)
    assert "Write the line." in client.post(line_page(circulated, end), {"text": ""}).content.decode()
    for text in ("Three", "Four"):
        client.post(line_page(circulated, end), {"text": text, "before": ""})
    client.post(line_page(circulated, the_line("One")), {"strike": "on", "text": "One", "before": "One"})
    desk_client = as_(secretary)
    for proposal in Amendment.objects.all():
        assert give_answer(desk_client, circulated, proposal).status_code == 302
    lines = MinutesLine.objects.filter(part__title="Floods").values_list("text", flat=True)
    assert list(lines) == ["The river rose.", "", "Two", "Three", "Four", ""]


def test_strangers_find_no_line_and_members_none_of_a_draft(meeting, circulated, outsider, member, as_):
    line = the_line()
    addresses = [page_of(circulated), line_page(circulated, line)]
    assert [as_(outsider).get(address).status_code for address in addresses] == [404, 404]
    assert [as_(None).get(address).status_code for address in addresses] == [302, 302]
    MeetingPage.objects.update(minutes_state="draft")
    assert as_(member).get(line_page(circulated, line)).status_code == 404


def test_desk_is_for_the_secretariat_of_the_body_alone(circulated, member, outsider, as_):
    proposal = propose(the_line(), member, "Mine")
    for person, status in ((outsider, 404), (member, 302)):
        assert as_(person).get(desk("minutes", circulated)).status_code == status
        assert give_answer(as_(person), circulated, proposal).status_code == status
    assert the_line()
