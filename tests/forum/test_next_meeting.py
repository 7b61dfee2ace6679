"""The next meeting is copied from the last, and its open actions come along without being copied."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from forum.copying import carry_over, make_next, make_series, next_start
from forum.models import Action, AgendaItem, BodyPage, CarriedAction, MeetingPage, Paper
from tests.factories.forum import make_meeting, make_paper
from tests.forum.test_meetings import full_meeting

MARCH = timezone.make_aware(datetime(2026, 3, 5, 10))


def held(body, **fields):
    children = {
        "agenda": [AgendaItem(title="Open actions", standing=True), AgendaItem(title="Floods")],
        "actions": [Action(text="Write it down"), Action(text="Done already", state="done")],
    }
    return make_meeting(body, children=children, **{"state": "held", "starts_at": MARCH, "number": 4} | fields)


def test_next_meeting_has_the_next_number_the_standing_items_and_the_open_actions(body, secretary, member, as_):
    BodyPage.objects.update(every_months=3, week=1, weekday=3)
    last = held(body, ends_at=MARCH + timedelta(hours=3), place="Karachi")
    address = reverse("forum_desk:next", args=[last.pk])
    client = as_(secretary)
    assert "2026-06-04 10:00" in client.get(address).content.decode()
    response = client.post(address, {"starts_at": "2026-06-04 11:00", "count": "1"})
    made = MeetingPage.objects.get(number=5)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[made.pk])
    assert (made.state, made.live, made.place, made.owner) == ("proposed", False, "Karachi", secretary)
    assert timezone.localtime(made.ends_at).hour == 14
    assert [item.title for item in made.agenda.all()] == ["Open actions"]
    assert as_(member).get(made.url).status_code == 404
    made.save_revision().publish()
    page = as_(member).get(made.url).content.decode()
    assert "Write it down" in page
    assert f'{last.url}#action-1"><bdi>4.1</bdi>' in page
    assert "Done already" not in page


def test_carried_action_is_one_record(body, member, as_):
    last = held(body)
    following = make_meeting(body, starts_at=MARCH + timedelta(days=90), number=5)
    third = make_meeting(body, starts_at=MARCH + timedelta(days=180), number=6)
    assert [carry_over(following), carry_over(third), carry_over(third)] == [1, 1, 0]
    assert Action.objects.count() == 2
    Action.objects.filter(text="Write it down").update(state="under-way")
    for meeting in (last, following, third):
        assert "under way" in as_(member).get(meeting.url).content.decode()
    assert str(CarriedAction.objects.first()) == f"{following.pk}: 1. Write it down"


def test_actions_of_another_body_or_a_later_meeting_are_not_carried(body, other_body):
    held(other_body)
    make_meeting(body, starts_at=MARCH + timedelta(days=200), children={"actions": [Action(text="Later")]})
    assert carry_over(make_meeting(body, starts_at=MARCH + timedelta(days=90))) == 0


def test_carried_action_of_a_meeting_that_is_closed_to_the_reader_is_not_shown(body, other_body, member, as_):
    following = make_meeting(body, starts_at=MARCH + timedelta(days=90), number=5)
    last = held(body)
    carry_over(following)
    last.move(other_body, pos="last-child")
    assert "Write it down" not in as_(member).get(following.url).content.decode()


def test_series_follows_the_rhythm(body, secretary, as_):
    BodyPage.objects.update(every_months=2, week=5, weekday=0)
    last = held(body)
    response = as_(secretary).post(reverse("forum_desk:next", args=[last.pk]), {"starts_at": "2026-05-25 10:00", "count": "3"})
    assert response.url == reverse("wagtailadmin_explore", args=[body.pk])
    made = MeetingPage.objects.filter(state="proposed").order_by("number")
    assert [timezone.localdate(meeting.starts_at).isoformat() for meeting in made] == ["2026-05-25", "2026-07-27", "2026-09-28"]
    assert [meeting.carried.count() for meeting in made] == [1, 0, 0]


def test_turn_of_the_next_of_a_series_comes_when_the_one_before_is_held(body, secretary):
    last = held(body)
    made = make_series(last, MARCH + timedelta(days=30), 3, secretary)
    first = made[0]
    first.state = "scheduled"
    first.actions = [Action(text="Opened at the first"), Action(text="Done there", state="done")]
    first.save_revision().publish()
    assert [meeting.carried.count() for meeting in made] == [1, 0, 0]
    first.state = "held"
    for _again in range(2):
        first.save_revision().publish()
        assert [meeting.carried.count() for meeting in made] == [1, 2, 0]


def test_without_a_rhythm_a_quarter_passes(body):
    assert next_start(body, MARCH) == MARCH + timedelta(weeks=13)


def test_taken_address_is_not_given_twice(body, secretary):
    last = held(body)
    make_meeting(body, slug="meeting-5", number=3)
    assert make_next(last.get_parent().specific, last, MARCH, secretary).slug == "meeting-5-2"
    assert [meeting.slug for meeting in make_series(last, MARCH, 1, secretary)] == ["meeting-6"]


def test_secretariat_carries_over_what_was_opened_since(body, secretary, as_):
    following = make_meeting(body, starts_at=MARCH + timedelta(days=90), number=5)
    held(body)
    as_(secretary).post(reverse("forum_desk:carry_over", args=[following.pk]))
    assert following.carried.count() == 1
    MeetingPage.objects.filter(pk=following.pk).update(state="held")
    CarriedAction.objects.all().delete()
    as_(secretary).post(reverse("forum_desk:carry_over", args=[following.pk]))
    assert not CarriedAction.objects.exists()


def test_papers_stay_with_their_item_when_the_order_changes(body, member, as_):
    agenda = [AgendaItem(title=title, sort_order=order) for order, title in enumerate(("First", "Second"))]
    agenda[1].papers = [Paper(document=make_paper(body, title="Note on the second"))]
    meeting = make_meeting(body, children={"agenda": agenda})
    first, second = meeting.agenda.get_object_list()
    first.sort_order, second.sort_order = 1, 0
    meeting.save_revision().publish()
    page = as_(member).get(meeting.url).content.decode()
    assert page.index("Second</h3>") < page.index("Note on the second") < page.index("First</h3>")


def test_preview_shows_what_stands_in_the_form(body, secretary, as_):
    meeting = full_meeting(body)
    meeting.agenda.get_object_list()[0].papers.add(Paper(document=make_paper(body, title="New sheet")))
    meeting.actions.add(Action(text="New action"))
    response = meeting.make_preview_request(None, "", {"request_user": secretary})
    assert "New sheet" in response.content.decode()
