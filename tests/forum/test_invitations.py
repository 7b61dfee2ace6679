"""Invitations: letters sent once, to those who may read the meeting at that moment; replies from the letter's link."""

from datetime import timedelta
from importlib import import_module
from smtplib import SMTPException

import pytest
from django.apps import apps
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from forum import inviting
from forum.inviting import ask, send_due
from forum.models import Invitation, MeetingPage, Membership
from tests.factories.forum import invite, make_meeting, make_user, seat


@pytest.fixture
def meeting(body):
    return make_meeting(body, title="Spring meeting", link="https://example.org/join")


def told() -> list[tuple[str, str]]:
    found = [(letter.to[0].partition("@")[0], letter.subject) for letter in mail.outbox]
    mail.outbox.clear()
    return sorted(found)


def desk(meeting: MeetingPage) -> str:
    return reverse("forum_desk:invitations", args=[meeting.pk])


def reply_address(meeting: MeetingPage) -> str:
    return reverse("meeting_reply", args=[meeting.pk])


def test_each_is_invited_once(meeting, member, secretary, as_, django_capture_on_commit_callbacks):
    client = as_(secretary)
    for _again in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(desk(meeting)).status_code == 302
    assert told() == [("member", "Invitation: Spring meeting"), ("secretary", "Invitation: Spring meeting")]
    assert "all have been told" in client.get(desk(meeting)).content.decode()
    latecomer = seat(meeting.get_parent().specific, make_user("late"))
    ask(meeting)
    send_due()
    assert told() == [("late", "Invitation: Spring meeting")]
    assert latecomer.invitations.get().sent_at


def test_letter_says_when_where_why_and_how_to_reply(meeting, member):
    ask(meeting)
    send_due()
    (letter,) = mail.outbox
    for words in ("Spring meeting", "Pakistan Standard Time", "example.org/join", "because you sit in this body", "Here"):
        assert words in letter.body
    assert reply_address(meeting) in letter.body
    assert letter.extra_headers["Message-ID"].startswith("<meeting-")


def test_letter_is_in_its_readers_language(meeting, member):
    member.language = "ur"
    member.save()
    ask(meeting)
    send_due()
    assert f"/ur{meeting.url}" in mail.outbox[0].body


def test_moved_and_cancelled_meeting_is_told_once_more(meeting, member):
    ask(meeting)
    send_due()
    told()
    meeting.starts_at += timedelta(days=7)
    meeting.save_revision().publish()
    ask(meeting)
    send_due()
    assert "Announced earlier for:" in mail.outbox[0].body
    assert told() == [("member", "New date: Spring meeting")]
    meeting.state, meeting.cancelled_because = "cancelled", "The river rose"
    meeting.save_revision().publish()
    seat(meeting.get_parent().specific, make_user("never-invited"))
    ask(meeting)
    send_due()
    assert "The river rose" in mail.outbox[0].body
    assert told() == [("member", "Cancelled: Spring meeting")]


def test_another_place_or_end_is_told_and_leaves_the_reply_as_it_is(meeting, member):
    ask(meeting)
    send_due()
    told()
    Invitation.objects.update(reply="yes", replied_for=meeting.starts_at)
    for changes in ({"place": "Quetta"}, {"link": ""}, {"ends_at": meeting.starts_at + timedelta(hours=2)}, {"place": "Here"}):
        for name, value in changes.items():
            setattr(meeting, name, value)
        meeting.save_revision().publish()
        ask(meeting)
        send_due()
        assert told() == [("member", "Changed: Spring meeting")]
    assert Invitation.objects.get().answers(meeting)


def test_letter_that_says_again_what_an_earlier_one_said_is_another_letter(meeting, member):
    names = set()
    for place in ("Here", "Quetta", "Here", "Quetta"):
        meeting.place = place
        meeting.save_revision().publish()
        ask(meeting)
        send_due()
        names |= {letter.extra_headers["Message-ID"] for letter in mail.outbox}
    assert len(names) == 4


def test_upgrade_sends_no_second_letter_to_those_who_know_the_date(meeting, member):
    upgrade = import_module("forum.migrations.0010_what_calendars_and_letters_know")
    before = meeting.version.rpartition(" ")[0]
    invite(meeting, member, wanted=before, told=before)
    upgrade.letters_told_where(apps, None)
    invitation = Invitation.objects.get()
    assert invitation.wanted == invitation.told == meeting.version
    assert ask(meeting) == 0


def test_proposal_and_then_its_confirmation_are_told(body, member):
    meeting = make_meeting(body, title="Summer meeting", state="proposed")
    for state in ("proposed", "scheduled"):
        meeting.state = state
        meeting.save_revision().publish()
        ask(meeting)
        send_due()
    assert [letter.subject for letter in mail.outbox] == ["Proposed: Summer meeting", "Invitation: Summer meeting"]


def test_right_is_asked_when_the_letter_is_sent(meeting, member):
    ask(meeting)
    Membership.objects.filter(person=member).update(term_to=timezone.localdate() - timedelta(days=1))
    send_due()
    assert told() == []
    assert Invitation.objects.get().told == ""


@pytest.mark.parametrize("change", ["moved meanwhile", "unpublished", "begun", "deactivated", "deleted"])
def test_letter_that_no_longer_holds_is_not_sent(meeting, member, change):
    ask(meeting)
    number = Invitation.objects.get().pk
    if change == "moved meanwhile":
        MeetingPage.objects.update(starts_at=meeting.starts_at + timedelta(days=1))
    elif change == "unpublished":
        meeting.unpublish()
    elif change == "begun":
        MeetingPage.objects.update(starts_at=timezone.now() - timedelta(hours=1))
        Invitation.objects.update(wanted=MeetingPage.objects.get().version)
    elif change == "deactivated":
        type(member).objects.filter(pk=member.pk).update(is_active=False)
    else:
        Invitation.objects.all().delete()
    send_due()
    inviting.send(number)
    assert told() == []


def test_held_meeting_invites_nobody(body, member):
    assert ask(make_meeting(body, state="held")) == 0


@pytest.mark.parametrize("error", [SMTPException, ValueError])
def test_letter_that_could_not_be_sent_is_tried_again(meeting, member, monkeypatch, error):
    def fail(invitation):
        raise error

    ask(meeting)
    with monkeypatch.context() as patched:
        patched.setattr(inviting, "letter", fail)
        send_due()
    assert Invitation.objects.get().sent_at is None
    send_due()
    assert told() == [("member", "Invitation: Spring meeting")]


def test_invited_member_replies_and_changes_the_reply(meeting, member, secretary, as_):
    invite(meeting, member)
    client = as_(member)
    assert "Reply to the invitation" in client.get(meeting.url).content.decode()
    assert client.post(reply_address(meeting), {"reply": "deputy", "deputy": ""}).status_code == 200
    client.post(reply_address(meeting), {"reply": "deputy", "deputy": "Bilal Shah", "note": "By train"})
    page = client.get(meeting.url).content.decode()
    assert "somebody comes in my place" in page
    assert "sending a deputy" in page
    assert "Bilal Shah" in as_(secretary).get(desk(meeting)).content.decode()
    as_(member).post(reply_address(meeting), {"reply": "yes", "deputy": "Bilal Shah"})
    invitation = Invitation.objects.get()
    assert (invitation.reply, invitation.deputy) == ("yes", "")
    assert str(invitation) == f"{meeting.pk}: member@example.org"


def test_reply_to_an_earlier_date_does_not_count(meeting, member, secretary, as_):
    invite(meeting, member, reply="yes")
    meeting.starts_at += timedelta(days=7)
    meeting.save_revision().publish()
    assert "no reply yet" in as_(member).get(meeting.url).content.decode()
    assert "for the earlier date" in as_(secretary).get(desk(meeting)).content.decode()


@pytest.mark.parametrize(("state", "words"), [("held", "has been held"), ("cancelled", "The river rose")])
def test_reply_is_final_once_the_meeting_is_over(body, member, as_, state, words):
    meeting = make_meeting(body, days=-1, state=state, cancelled_because="The river rose")
    invite(meeting, member, reply="yes")
    response = as_(member).post(reply_address(meeting), {"reply": "apologies"})
    assert words in response.content.decode()
    assert Invitation.objects.get().reply == "yes"


def test_reply_page_asks_for_a_sign_in_and_exists_for_nobody_else(meeting, member, outsider, editor, as_):
    invite(meeting, member)
    for number in (meeting.pk, 99999):
        response = as_(None).get(f"/forum/meetings/{number}/reply/")
        assert response.status_code == 302
        assert response.url.startswith("/accounts/login/")
    for person in (outsider, editor):
        assert as_(person).get(reply_address(meeting)).status_code == 404
    response = as_(member).get(reply_address(meeting))
    assert "no-store" in response.headers["Cache-Control"]
    Membership.objects.all().delete()
    assert as_(member).get(reply_address(meeting)).status_code == 404


def test_desk_is_there_for_the_own_secretariat_only(meeting, member, secretary, outsider, editor, admin_user, as_):
    chair_who_edits = seat(meeting.get_parent().specific, make_user("chair"), role="chair")
    chair_who_edits.groups.add(*editor.groups.all())
    addresses = [reverse(f"forum_desk:{name}", args=[meeting.pk]) for name in ("invitations", "attendance", "next")]
    for address in addresses:
        assert [as_(person).get(address).status_code for person in (secretary, admin_user)] == [200, 200]
        for person in (outsider, editor, chair_who_edits):
            assert as_(person).get(address).status_code == 404
            assert as_(person).post(address).status_code == 404
        assert as_(member).get(address).status_code == 302
    assert as_(secretary).get(reverse("forum_desk:next", args=[99999])).status_code == 404
    edit = reverse("wagtailadmin_pages:edit", args=[meeting.pk])
    assert addresses[0] in as_(secretary).get(edit).content.decode()
    assert addresses[0] not in as_(chair_who_edits).get(edit).content.decode()
    assert addresses[0] in as_(secretary).get(reverse("wagtailadmin_explore", args=[meeting.get_parent().pk])).content.decode()


def test_desk_sends_nothing_about_a_draft(meeting, member, secretary, as_):
    meeting.unpublish()
    assert "Publish the meeting first" in as_(secretary).get(desk(meeting)).content.decode()
    as_(secretary).post(desk(meeting))
    assert not Invitation.objects.exists()


def test_desk_tells_whether_a_quorum_is_to_be_expected(meeting, member, secretary, as_):
    type(meeting.get_parent().specific).objects.update(quorum=2)
    seat(meeting.get_parent().specific, role="observer")
    invite(meeting, member, reply="yes")
    invite(meeting, make_user("former"), wanted="x")
    page = as_(secretary).get(desk(meeting)).content.decode()
    assert "1 of 1 voting members are expected; the quorum is 2." in page
    assert "no seat on that day" in page
    assert "on its way" in page
