"""Confirmed minutes: sealed at a later meeting, corrected by new versions, refused to everybody who would change them."""

import pkgutil
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import querydict_from_html, rich_text

from forum import migrations
from forum.minutes import reading as minutes_reading
from forum.minutes.amending import answer
from forum.minutes.circulating import lay_out
from forum.minutes.confirming import confirm, correct, seal, sealed_parts
from forum.minutes.difference import difference
from forum.minutes.lines import text_of
from forum.models import (
    AgendaItem,
    Decision,
    HistoryIsKept,
    MeetingPage,
    MinutesLine,
    MinutesVersion,
)
from forum.sealing import on_postgresql, seal_history
from tests.factories.forum import make_meeting, make_paper
from tests.forum.minutes.addresses import desk, give_answer, page_of, propose, the_line


def test_minutes_are_confirmed_at_a_later_meeting_and_sealed(circulated, next_meeting, member, secretary, as_):
    client = as_(secretary)
    proposal = propose(the_line(), member, "Mine")
    assert "1 proposal waits" in client.get(desk("minutes", circulated)).content.decode()
    said = {"confirmed_in": next_meeting.pk}
    with pytest.raises(ValidationError, match="Answer each proposal first"):
        confirm(circulated, next_meeting, secretary)
    assert "Answer each proposal first" in client.post(desk("minutes_confirm", circulated), said).content.decode()
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


def test_meeting_at_which_minutes_were_confirmed_stays(circulated, next_meeting, secretary, as_):
    confirm(circulated, next_meeting, secretary)
    client, bulk = as_(secretary), reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    for address in (reverse("wagtailadmin_pages:delete", args=[next_meeting.pk]), f"{bulk}?id={next_meeting.pk}"):
        assert client.post(address).status_code == 302
    assert MeetingPage.objects.filter(pk=next_meeting.pk).exists()


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


def test_form_opened_before_the_circulation_keeps_what_was_written_and_says_where_it_goes(meeting, secretary, as_):
    address, client = reverse("wagtailadmin_pages:edit", args=[meeting.pk]), as_(secretary)
    form = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form").dict()
    lay_out(meeting)
    rewritten = {"agenda-0-minutes": rich_text("<p>The river froze.</p>"), "action-publish": "yes"}
    page = client.post(address, form | rewritten).content.decode()
    assert "circulated while you were writing" in page
    assert "The river froze." in page
    assert client.post(address, form | {"place": "Karachi", "action-publish": "yes"}).status_code == 302
    assert MeetingPage.objects.get(pk=meeting.pk).place == "Karachi"


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
