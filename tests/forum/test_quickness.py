"""A meeting's page takes few queries, and a body with many meetings takes no more than one with few."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from forum.copying import carry_over
from forum.listings import meetings_of
from forum.models import Action, MeetingPage, Membership
from gateway.accounts.audience import SUPERUSER, may_read, readable
from gateway.accounts.models import PageAudience
from tests.factories.forum import attend, invite, make_meeting, make_paper, make_user, seat
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


def hold_meetings(body, count: int) -> None:
    """Held meetings written in bulk, with the audience that signals give to a meeting one by one."""
    last, start = body.get_last_child(), body.numchild
    shared = {"content_type": last.content_type, "locale": body.locale, "depth": body.depth + 1, "live": True}
    for number in range(start + 1, start + count + 1):
        page = Page(path=Page._get_path(body.path, body.depth + 1, number), title=f"Held {number}", **shared)
        page.slug = f"held-{number}"
        page.url_path = f"{body.url_path}{page.slug}/"
        page.save_base(raw=True, force_insert=True)
    pages = list(Page.objects.filter(path__startswith=body.path, slug__startswith="held-", audience_rows=None))
    held = timezone.now() - timedelta(days=1)
    for number, page in enumerate(pages, start=1):
        meeting = MeetingPage(page_ptr=page, number=number, starts_at=held - timedelta(days=number), state="held")
        meeting.save_base(raw=True, force_insert=True)
    rows = [PageAudience(page=page, token=token) for page in pages for token in (body.token, SUPERUSER)]
    PageAudience.objects.bulk_create(rows)
    Page.objects.filter(pk=body.pk).update(numchild=start + count)
    body.refresh_from_db()


@pytest.mark.parametrize("items", [1, 30])
@pytest.mark.parametrize("language", ["", "/ur"])
def test_meeting_takes_few_queries_however_large_it_is(body, member, urdu_home, as_, items, language):
    meeting = full_meeting(body, items=items)
    earlier = make_meeting(body, state="held", children={"actions": [Action(text=f"Old {n}") for n in range(items)]})
    carry_over(meeting)
    for _person in range(items):
        invite(meeting, seat(body), reply="yes")
    file = make_paper(body, "annex.txt")
    meeting.agenda.update(minutes=f'<p>See <a linktype="document" id="{file.pk}">annex</a></p>')
    client, url = as_(member), language + meeting.url
    page = client.get(url).content.decode()
    assert page.count(file.url) == page.count(f"{earlier.url}#action-") == items
    assert len(queries_of(client, url)) <= MOST


def test_held_meeting_takes_few_queries_however_many_were_there(body, member, as_):
    meeting = full_meeting(body, items=3, state="held", starts_at=timezone.now() - timedelta(days=2))
    file = make_paper(body, "annex.txt")
    meeting.agenda.update(minutes=f'<p>See <a linktype="document" id="{file.pk}">annex</a></p>')
    for number in range(20):
        attend(meeting, name=f"Person {number}")
    client = as_(member)
    assert client.get(meeting.url).content.decode().count("Person ") == 20
    assert len(queries_of(client, meeting.url)) <= MOST


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
    hold_meetings(body, 190)
    assert readable(meetings_of(body), member).count() == 200
    assert len(queries_of(client, body.url)) == few
    assert len(queries_of(client, f"{body.url}?page=7")) == few
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
