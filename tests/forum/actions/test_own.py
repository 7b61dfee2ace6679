"""A member's own actions: on one page, across bodies, and gone at the next request when the member leaves."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from forum.actions.own import grouped, own_actions
from forum.models import Action, ActionReport, HistoryIsKept, Membership
from gateway.taxonomy.models import Institution
from tests.factories.forum import make_action, make_meeting, make_user, seat


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def page_of(client, name: str = "my_actions", *args) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_actions_of_all_bodies_stand_on_one_page_by_their_date(body, other_body, member, as_):
    seat(other_body, member)
    for where, text, days in ((body, "Late one", -1), (other_body, "Soon one", 14), (body, "Later one", 15)):
        make_action(make_meeting(where, state="held"), text=text, person=member, due=in_days(days))
    make_action(make_meeting(body), text="Finished one", person=member, state="done")
    make_action(make_meeting(body), text="Of another", person=make_user())
    page = page_of(as_(member))
    words = ["Overdue", "Late one", "Due within two weeks", "Soon one", "Later", "Later one", "Done or dropped", "Finished one"]
    assert sorted(words, key=page.index) == words
    assert "Of another" not in page


def test_action_of_an_institution_is_of_those_who_sit_for_it_unless_it_names_a_person(body, other_body):
    office = Institution.objects.create(code="sspa", name="Sindh authority")
    amna, bilal, chanda = seat(body, institution=office), seat(body), seat(other_body, institution=office)
    shared = make_action(make_meeting(body), institution=office)
    make_action(make_meeting(body), institution=office, person=bilal)
    assert list(own_actions(amna)) == [shared]
    assert not own_actions(chanda).exists()


def test_action_of_a_body_that_the_member_left_is_gone_at_the_next_request(body, member, as_):
    action = make_action(make_meeting(body), text="Write to the province", person=member)
    client = as_(member)
    assert "Write to the province" in page_of(client)
    assert "Write to the province" in page_of(client, "action", action.pk)
    Membership.objects.update(term_to=in_days(-1))
    assert "Write to the province" not in page_of(client)
    assert client.get(reverse("action", args=[action.pk])).status_code == 404
    assert client.post(reverse("action", args=[action.pk]), {"state": "done"}).status_code == 404
    assert not ActionReport.objects.exists()


def test_groups_are_by_date_and_then_without_one():
    due = {"someday": None, "today": 0, "late": -3, "later": 15}
    actions = [
        Action(pk=number, text=text, due=days if days is None else in_days(days))
        for number, (text, days) in enumerate(due.items())
    ]
    found = [(name, [action.text for action in group]) for name, group in grouped(actions)]
    assert found == [("overdue", ["late"]), ("soon", ["today"]), ("later", ["later", "someday"])]


def test_page_takes_as_many_queries_for_many_actions_as_for_few(body, member, as_, queries):
    meeting = make_meeting(body)
    make_action(meeting, person=member)
    client = as_(member)
    few = queries(client, reverse("my_actions"))
    for _number in range(10):
        make_action(make_meeting(body), person=member)
    assert queries(client, reverse("my_actions")) == few


def test_forum_and_account_lead_to_it(body, member, learner, as_):
    for address in (body.get_parent().url, "/accounts/profile/"):
        assert reverse("my_actions") in as_(member).get(address).content.decode()
        assert reverse("my_actions") not in as_(learner).get(address).content.decode()


def test_it_asks_for_a_sign_in_and_nobody_learns_whether_an_action_is_there(body, member, outsider, editor, as_):
    action = make_action(make_meeting(body), person=member)
    for number in (action.pk, 99999):
        response = as_(None).get(reverse("action", args=[number]))
        assert response.url == f"/accounts/login/?next=/forum/actions/{number}/"
        for person in (outsider, editor):
            assert as_(person).get(reverse("action", args=[number])).status_code == 404
    assert as_(None).get(reverse("my_actions")).status_code == 302
    response = as_(member).get(reverse("my_actions"))
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


def test_report_is_never_changed(body, member):
    action = make_action(make_meeting(body), person=member)
    report = ActionReport.objects.create(action=action, state="under-way", by_whom="Amna")
    report.note = "Another"
    with pytest.raises(HistoryIsKept):
        report.save()
    assert str(report) == f"{action.pk}: under way"
