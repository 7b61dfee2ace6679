"""The forum's starter content: loaded twice it is there once, each meeting marked as made up."""

from django.core.management import call_command
from wagtail.models import Page

from forum.minutes.reading import decisions_of
from forum.models import BodyPage, Commitment, CommuniquePage, EventPage, Invitation, MeetingPage, Membership
from forum.people import attendance_of
from gateway.accounts.audience import may_read
from gateway.accounts.documents import may_open
from gateway.files.models import Document
from gateway.files.sniffing import is_what_it_says
from gateway.starter.events import load_events
from gateway.starter.forum import load_forum, seat_demo_members
from gateway.starter.taxonomy import load_taxonomy
from tests.factories.forum import make_user


def load(home):
    load_taxonomy()
    load_forum()
    load_events()


def test_loading_twice_adds_nothing(home):
    load(home)
    before = (Page.objects.count(), Document.objects.count(), Commitment.objects.count())
    load(home)
    assert (Page.objects.count(), Document.objects.count(), Commitment.objects.count()) == before
    assert before[2] == 14


def test_each_body_has_a_meeting_behind_it_and_one_ahead(home):
    load(home)
    bodies = BodyPage.objects.filter(locale__language_code="en")
    assert {body.kind for body in bodies} == {"national", "inter-provincial", "provincial"}
    for body in bodies:
        meetings = MeetingPage.objects.child_of(body)
        assert {meeting.state for meeting in meetings} >= {"held", "scheduled"}
        assert all(meeting.illustrative and meeting.agenda.filter(papers__isnull=False).exists() for meeting in meetings)
    events = {page.slug: page for page in EventPage.objects.all()}
    assert {slug for slug, page in events.items() if not page.illustrative} == {"second-national-conference"}
    assert all("illustrative" in page.title or "نمونہ" in page.title for page in EventPage.objects.filter(illustrative=True))
    assert events["registry-updates-webinar"].is_open()
    assert events["reading-the-joint-statement"].phase() == "held"
    call_command("check")


def test_national_forum_shows_attendance_carried_actions_and_a_cancelled_meeting(home):
    load(home)
    forum = BodyPage.objects.get(slug="national-forum", locale__language_code="en")
    first, second, third = MeetingPage.objects.child_of(forum).order_by("number")
    roll = attendance_of(first)
    assert (roll.voting_there, roll.quorum, roll.is_quorate) == (6, 4, True)
    assert {link.action.meeting for link in second.carried.all()} == {first}
    assert third.state == "cancelled"
    assert third.cancelled_because
    assert len(third.earlier_spans) == 1


def test_decisions_are_seen_through_by_actions(home):
    load(home)
    meetings = MeetingPage.objects.filter(decisions__isnull=False).distinct()
    found = {decision for meeting in meetings for decision in decisions_of(meeting)}
    assert {decision.standing for decision in found} >= {"decided", "done", "overdue", "under-way"}
    assert all(decision.carried_by or decision.needs_no_action for decision in found)
    assert any(action.evidence for decision in found for action in decision.carried_by)


def test_two_decisions_of_a_closed_meeting_are_public_and_nothing_else_of_it(home, client):
    load(home)
    page = client.get(CommuniquePage.objects.get().url).content.decode()
    assert "keeps one calendar" in page
    assert "working group of five" in page
    assert "terms of reference" not in page
    assert "First meeting" not in page


def test_papers_are_real_and_closed(home):
    load(home)
    stranger = make_user()
    for document in Document.objects.all():
        with document.open_file() as file:
            assert is_what_it_says("pdf", file)
        assert not may_open(stranger, document)


def test_demo_members_sit_in_one_body_each(home):
    load(home)
    seat_demo_members()
    assert not Membership.objects.exists()
    people = [make_user("national"), make_user("provincial")]
    seat_demo_members()
    seat_demo_members()
    assert [person.memberships.get().body.slug for person in people] == ["national-forum", "sindh-committee"]
    assert Invitation.objects.filter(person__in=people).count() == 2
    for meeting in MeetingPage.objects.all():
        assert sum(may_read(person, meeting) for person in people) == (meeting.get_parent().slug != "inter-provincial-forum")
