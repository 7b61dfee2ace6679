"""A meeting's page takes few queries, and a body with many meetings takes no more than one with few."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forum.copying import carry_over
from forum.listings import meetings_of
from forum.models import Action, AgendaItem, Membership
from gateway.accounts.audience import may_read, readable
from tests.factories.forum import attend, invite, make_meeting, make_paper, make_user, seat
from tests.factories.held_meetings import hold_meetings
from tests.forum.test_meetings import full_meeting

MOST = 15


def queries_of(client, url: str) -> list[str]:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in asked.captured_queries]


def plan_of(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [row[3] for row in cursor.fetchall()]


@pytest.mark.parametrize("items", [1, 30])
@pytest.mark.parametrize("language", ["", "/ur"])
def test_meeting_takes_few_queries_however_large_it_is(body, member, urdu_home, as_, items, language):
    meeting = full_meeting(body, items=items)
    earlier = make_meeting(body, state="held", children={"actions": [Action(text=f"Old {n}") for n in range(items)]})
    carry_over(meeting)
    for _person in range(items):
        invite(meeting, seat(body), reply="yes")
    client, url = as_(member), language + meeting.url
    assert client.get(url).content.decode().count(f"{earlier.url}#action-") == items
    assert len(queries_of(client, url)) <= MOST


def test_held_meeting_takes_few_queries_however_many_were_there(body, member, as_):
    meeting = full_meeting(body, items=3, state="held", starts_at=timezone.now() - timedelta(days=2))
    for number in range(20):
        attend(meeting, name=f"Person {number}")
    client = as_(member)
    assert client.get(meeting.url).content.decode().count("Person ") == 20
    assert len(queries_of(client, meeting.url)) <= MOST


@pytest.mark.parametrize("state", ["draft", "circulated", "confirmed"])
def test_minutes_take_few_queries_however_long_they_are(body, as_, state):
    file = make_paper(body, "annex.txt")
    annex = f'<p>See <a linktype="document" id="{file.pk}">annex</a></p>'
    agenda = [AgendaItem(title=f"Item {n}", minutes=annex) for n in range(30)]
    meeting = make_meeting(body, state="held", minutes_state=state, children={"agenda": agenda})
    client, url = as_(seat(body, role="chair")), reverse("minutes", args=[meeting.pk])
    assert client.get(url).content.decode().count(file.url) == 30
    assert len(queries_of(client, url)) <= MOST + 5


@pytest.mark.parametrize("role", ["chair", "observer"])
def test_drafts_cost_no_query_more(body, as_, role):
    meeting = full_meeting(body, items=3, minutes_state="draft", minutes="<p>All came</p>")
    assert len(queries_of(as_(seat(body, role=role)), meeting.url)) <= MOST


def test_secretariat_pays_for_its_editing_bar_only(body, secretary, as_):
    few = len(queries_of(as_(secretary), full_meeting(body).url))
    many = len(queries_of(as_(secretary), full_meeting(body, items=10).url))
    assert few == many <= MOST + 10


def test_body_lists_many_meetings_like_few(body, member, as_):
    make_meeting(body, days=-1)
    hold_meetings(body, 9)
    client = as_(member)
    few = len(queries_of(client, body.url))
    hold_meetings(body, 990)
    assert readable(meetings_of(body), member).count() == 1000
    assert len(queries_of(client, body.url)) == few
    assert len(queries_of(client, f"{body.url}?page=50")) == few
    assert client.get(body.url).content.decode().count("ledger__line") == 20


def test_lists_find_their_rows_and_the_audience_by_an_index(body, member, as_):
    make_meeting(body, days=-1)
    hold_meetings(body, 60)
    for query in queries_of(as_(member), body.url):
        for step in plan_of(query):
            assert not step.startswith("SCAN gateway_accounts_pageaudience"), query
            assert not step.startswith("SCAN wagtailcore_page"), query
    with CaptureQueriesContext(connection) as asked:
        list(readable(meetings_of(body), member))
    steps = plan_of(asked[-1]["sql"])
    (audience,) = [step for step in steps if "gateway_accounts_pageaudience" in step or "audience_by_token" in step]
    assert "COVERING INDEX" in audience
    assert "(page_id=? AND token=?)" in audience


def test_what_the_way_to_a_page_asked_is_asked_anew_at_each_request(body, other_body, member, as_):
    meeting = make_meeting(body)
    client = as_(member)
    assert client.get(meeting.url).status_code == 200
    Membership.objects.update(term_to=timezone.localdate() - timedelta(days=1))
    assert client.get(meeting.url).status_code == 404
    assert not may_read(make_user(), meeting)
