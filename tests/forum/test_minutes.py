"""Minutes: circulated to those who attended, amended line by line, confirmed at a later meeting, and sealed."""

import pkgutil
from importlib import import_module

import pytest
from django.apps import apps
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import querydict_from_html

from forum import migrations
from forum.minutes import circulating, reading as minutes_reading
from forum.minutes.amending import answer
from forum.minutes.circulating import lay_out
from forum.minutes.confirming import confirm, correct, seal, sealed_parts
from forum.minutes.difference import difference
from forum.minutes.lines import for_everybody, html_of, joined, split, text_of
from forum.models import (
    AgendaItem,
    Amendment,
    Decision,
    HistoryIsKept,
    MeetingPage,
    Membership,
    MinutesLetter,
    MinutesLine,
    MinutesVersion,
)
from forum.sealing import on_postgresql, seal_history
from tests.factories.forum import attend, make_meeting, make_paper, make_user, seat


@pytest.fixture
def meeting(body, member):
    """Held; the member was there."""
    agenda = [AgendaItem(title="Floods", minutes="<p>The river rose.</p><ul><li>One</li><li>Two</li></ul>")]
    children = {"agenda": agenda, "decisions": [Decision(text="Build a dam")]}
    meeting = make_meeting(body, state="held", title="Spring", minutes="<p>All came.</p>", days=-60, children=children)
    attend(meeting, membership=member.memberships.get())
    return meeting


@pytest.fixture
def circulated(meeting):
    lay_out(meeting)
    meeting.refresh_from_db()
    return meeting


@pytest.fixture
def next_meeting(body, meeting):
    return make_meeting(body, state="held", title="Summer", days=-10, number=2)


def the_line(text: str = "The river rose.") -> MinutesLine:
    return MinutesLine.objects.get(text=text)


def page_of(meeting) -> str:
    return reverse("minutes", args=[meeting.pk])


def line_page(meeting, line) -> str:
    return reverse("minutes_line", args=[meeting.pk, line.pk])


def desk(name: str, meeting, *more) -> str:
    return reverse(f"forum_desk:{name}", args=[meeting.pk, *more])


def propose(line, person, text, before=None) -> Amendment:
    return Amendment.objects.create(line=line, person=person, before=line.text if before is None else before, text=text)


def give_answer(client, meeting, proposal, said="accepted", reason="Agreed"):
    fields = {f"p{proposal.pk}-answer": said, f"p{proposal.pk}-reason": reason}
    return client.post(desk("minutes_answer", meeting, proposal.pk), fields)


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


def test_public_text_has_no_way_into_the_site():
    html = '<a linktype="document" id="4">a</a><a href="https://x.org" id="q">b</a><embed id="3"/><b data-x="1">c</b>'
    assert for_everybody(html) == 'a<a href="https://x.org" rel="noopener noreferrer">b</a><b>c</b>'


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
    absent.post(line_page(circulated, line), said)
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


def test_minutes_are_confirmed_at_a_later_meeting_and_sealed(circulated, next_meeting, member, secretary, as_):
    client = as_(secretary)
    proposal = propose(the_line(), member, "Mine")
    assert "1 proposal waits" in client.get(desk("minutes", circulated)).content.decode()
    said = {"confirmed_in": next_meeting.pk}
    with pytest.raises(ValidationError, match="Answer each proposal first"):
        confirm(circulated, next_meeting, secretary)
    assert client.post(desk("minutes_confirm", circulated), said).status_code == 200
    assert not MinutesVersion.objects.exists()
    give_answer(client, circulated, proposal)
    assert "Summer" in client.get(desk("minutes", circulated)).content.decode()
    assert client.post(desk("minutes_confirm", circulated), {"confirmed_in": circulated.pk}).status_code == 200
    assert client.post(desk("minutes_confirm", circulated), said).status_code == 302
    version = MinutesVersion.objects.get()
    assert (version.number, version.confirmed_in.title, version.by) == (1, "Summer", secretary)
    page = as_(member).get(page_of(circulated)).content.decode()
    for words in ("Mine", "Build a dam", "Confirmed at:", "Summer"):
        assert words in page
    assert "Propose a change" not in page
    with pytest.raises(ValidationError, match="only a correction changes them"):
        answer(proposal, "refused", "Late", secretary)
    with pytest.raises(ValidationError, match="only once"):
        confirm(circulated, next_meeting, secretary)
    assert "Mine" in MeetingPage.objects.get(pk=circulated.pk).search_text()


def test_minutes_wait_for_a_later_meeting(circulated, secretary, as_):
    assert "none has been held yet" in as_(secretary).get(desk("minutes", circulated)).content.decode()


def test_unpublished_changes_hold_up_the_confirmation(circulated, next_meeting, secretary, as_):
    circulated.save_revision()
    page = as_(secretary).post(desk("minutes_confirm", circulated), {"confirmed_in": next_meeting.pk})
    assert "Publish the changes of the meeting&#x27;s page first" in page.content.decode()


@pytest.fixture
def confirmed(circulated):
    seal(circulated, None, None)
    circulated.refresh_from_db()
    return circulated


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE forum_minutesversion SET reason = 'other'",
        "DELETE FROM forum_minutesversion",
        "INSERT OR REPLACE INTO forum_minutesversion SELECT * FROM forum_minutesversion",
        "INSERT OR REPLACE INTO forum_minutesversion (meeting_id, number, parts, reason, made_at) "
        "SELECT meeting_id, number, '[]', '', made_at FROM forum_minutesversion",
    ],
)
def test_database_refuses_to_change_confirmed_minutes(confirmed, sql):
    seal_history()
    with pytest.raises(DatabaseError, match="cannot be rewritten"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert MinutesVersion.objects.get().parts[1]["lines"][0]["html"] == "All came."


def test_postgresql_is_told_to_refuse_too():
    (sql,) = on_postgresql("forum_minutesversion", "minutes", "No.", "")
    assert "BEFORE UPDATE OR DELETE OR TRUNCATE ON forum_minutesversion" in sql


def test_models_refuse_to_change_confirmed_minutes(confirmed, secretary, as_):
    version = MinutesVersion.objects.get()
    refused = [
        version.save,
        version.delete,
        MinutesVersion.objects.all().delete,
        lambda: MinutesVersion.objects.update(number=9),
    ]
    for change in refused:
        with pytest.raises(HistoryIsKept):
            change()
    with pytest.raises(ProtectedError):
        confirmed.delete()
    client = as_(secretary)
    assert client.post(reverse("wagtailadmin_pages:delete", args=[confirmed.pk])).status_code == 302
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    assert client.post(f"{bulk}?id={confirmed.pk}").status_code == 302
    assert MeetingPage.objects.filter(pk=confirmed.pk).exists()
    assert str(version) == f"{confirmed.pk}: 1"


def test_old_version_of_the_page_takes_nothing_back(meeting, body, admin_user):
    first = meeting.save_revision()
    first.publish()
    lay_out(meeting)
    seal(meeting, None, None)
    first.publish()
    meeting.refresh_from_db()
    assert meeting.minutes_state == "confirmed"
    decision = meeting.decisions.get()
    decision.text = "Build two dams"
    decision.save()
    assert Decision.objects.get().text == "Build a dam"
    copy = meeting.copy(update_attrs={"slug": "copy"}, keep_live=False)
    assert copy.minutes_state == "draft"
    urdu, _new = Locale.objects.get_or_create(language_code="ur")
    twin = MeetingPage(title="a", slug="a", number=1, starts_at=meeting.starts_at, translation_key=meeting.translation_key)
    twin.locale = urdu
    body.add_child(instance=twin)
    assert twin.minutes_state == "confirmed"
    assert minutes_reading.meeting_for(admin_user, twin.pk).pk == meeting.pk


def test_correction_is_a_new_version_with_its_reason(confirmed, member, secretary, as_):
    client = as_(secretary)
    address = desk("minutes_correct", confirmed)
    page = client.get(address)
    fields = {name: field.initial or "" for name, field in page.context["form"].fields.items()} | {"version": "1"}
    assert "Please give the reason" in client.post(address, fields).content.decode()
    fields["reason"] = "A slip of the pen"
    assert "Nothing is different" in client.post(address, fields).content.decode()
    item, decision = (next(name for name in fields if name.startswith(start)) for start in ("item", "decision"))
    said = fields | {item: "The river fell.", decision: "Build two dams", "opening-1": "Nobody left."}
    assert client.post(address, said).status_code == 302
    assert "meanwhile" in client.post(address, said).content.decode()
    assert Decision.objects.get().text == "Build two dams"
    pages = as_(member)
    latest = pages.get(page_of(confirmed)).content.decode()
    for words in ("The river fell.", "Nobody left.", "A slip of the pen"):
        assert words in latest
    first = pages.get(reverse("minutes_version", args=[confirmed.pk, 1])).content.decode()
    assert "The river rose." in first
    assert "Not the latest version" in first
    changed = pages.get(reverse("minutes_changes", args=[confirmed.pk, 2])).content.decode()
    assert "A slip of the pen" in changed
    assert 'rose.</del><ins><span class="visually-hidden">Put in: </span>fell.</ins>' in changed
    assert 'dir="auto"' in changed
    assert pages.get(reverse("minutes_changes", args=[confirmed.pk, 1])).status_code == 404


def test_correction_of_unconfirmed_minutes_is_not_there(circulated, secretary, as_):
    assert as_(secretary).get(desk("minutes_correct", circulated)).status_code == 404


def test_correction_keeps_formatting_of_lines_that_nobody_touched(meeting):
    MeetingPage.objects.update(minutes="<p>All <b>came</b>.</p><p>Second</p>")
    meeting.refresh_from_db()
    lay_out(meeting)
    version = seal(meeting, None, None)
    texts = {part["key"]: [text_of(line["html"]) for line in part["lines"]] for part in version.parts}
    made = correct(version, texts | {"opening": ["All came.", ""]}, "Struck", None)
    assert made.parts[1]["lines"] == [{"style": "p", "html": "All <b>came</b>."}]


def test_difference_shows_lines_and_words():
    def part(*lines):
        return {"key": "a", "kind": "item", "number": None, "title": "T", "lines": [{"style": "p", "html": x} for x in lines]}

    before = [part("one two three", "gone", "stays", "cold rain fell"), {**part("x"), "key": "b"}]
    after = [part("one 2 three", "stays", "we met again in May", "new"), {**part("x"), "key": "b"}]
    (changed,) = difference(before, after)
    assert changed.rows == [
        [("same", "one "), ("out", "two"), ("in", "2"), ("same", " three")],
        [("out", "gone")],
        [("same", "stays")],
        [("out", "cold rain fell")],
        [("in", "we met again in May")],
        [("in", "new")],
    ]
    (grown,) = difference([part("a b c")], [part("a b c d")])
    assert grown.rows == [[("same", "a b c"), ("in", " d")]]


def test_links_in_minutes_open_for_members(body, meeting, member, as_):
    file = make_paper(body, "annex.txt")
    AgendaItem.objects.update(minutes=f'<p>See <a linktype="document" id="{file.pk}">the annex</a></p>')
    lay_out(meeting)
    assert file.url in as_(member).get(page_of(meeting)).content.decode()


def test_form_has_no_minutes_once_they_are_circulated(meeting, secretary, as_):
    form = reverse("wagtailadmin_pages:edit", args=[meeting.pk])
    assert "The river rose" in as_(secretary).get(form).content.decode()
    lay_out(meeting)
    assert "The river rose" not in as_(secretary).get(form).content.decode()


def test_names_of_the_records(circulated):
    line = the_line()
    assert [str(line), str(line.part), str(circulated.minutes_parts.first())] == ["The river rose.", "Floods", "opening"]


def test_form_of_a_confirmed_meeting_leaves_its_decisions_alone(confirmed, secretary, as_):
    address = reverse("wagtailadmin_pages:edit", args=[confirmed.pk])
    client = as_(secretary)
    form = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form").dict()
    form["decisions-0-text"] = "Build two dams"
    assert "correct the minutes at their desk" in client.post(address, form).content.decode()
    form["decisions-0-text"], form["place"] = "Build a dam", "Karachi"
    assert client.post(address, form | {"action-publish": "yes"}).status_code == 302
    assert MeetingPage.objects.get(pk=confirmed.pk).place == "Karachi"


def test_minutes_kept_in_the_page_until_now_are_taken_over(meeting, body):
    (name,) = [found.name for found in pkgutil.iter_modules(migrations.__path__) if "minutes_kept_until_now" in found.name]
    sealed = make_meeting(body, state="held", minutes="<p>Shut</p>", children={"decisions": [Decision(text="Yes")]})
    MeetingPage.objects.filter(pk=meeting.pk).update(minutes_state="circulated")
    MeetingPage.objects.filter(pk=sealed.pk).update(minutes_state="confirmed")
    import_module(f"forum.migrations.{name}").take_over(apps, None)
    assert [line.text for line in MinutesLine.objects.order_by("pk")] == ["All came.", "", "The river rose.", "One", "Two", ""]
    parts = MinutesVersion.objects.get(meeting=sealed).parts
    lay_out(sealed)
    assert list(sealed_parts(sealed)) == parts
