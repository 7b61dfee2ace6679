from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from programmes.models import DataSet, Registry, Release

PAID = ("kafaalat", "families_paid", "2025-Q1")
MOVED = {"programme": "kafaalat", "indicator": "families_paid", "area": "PK-PB", "period": "2025-Q1", "age_band": "_T"}
MOVEMENT = MOVED | {"sex": "F", "old": None, "new": 1250}
ADDRESS = "/statistics/changes/"


@pytest.fixture
def site(home, make_release):
    return home


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def lines_of(client, query=""):
    shown = text_of(client, ADDRESS + query)
    return [line.partition("</li>\n")[0] for line in shown.split('<li class="ledger__line">')[1:]]


def test_log_tells_publications_revisions_withdrawals_and_methods_the_latest_first(client, site, make_release):
    make_release([(*PAID, "PK", 10)], state="superseded", published_at=datetime(2027, 1, 1, tzinfo=UTC))
    make_release(
        [(*PAID, "PK", 20)],
        published_at=datetime(2027, 2, 1, tzinfo=UTC),
        moved=1,
        movements=[MOVEMENT],
        reason="late districts",
    )
    make_release(
        [],
        dataset="bad",
        state="withdrawn",
        published_at=datetime(2027, 3, 1, tzinfo=UTC),
        decided_at=datetime(2027, 4, 1, tzinfo=UTC),
        reason="counted twice",
        moved=1,
        movements=[MOVEMENT | {"new": 9990}],
    )
    withdrawn, again, revised, published, method = lines_of(client)
    assert "Withdrawn" in withdrawn
    assert "counted twice" in withdrawn
    assert "1 April 2027" in withdrawn
    assert "Revised" in again
    assert "9,990" not in again
    for words in (
        "late districts",
        "1 figure moved",
        "Families paid, Benazir Kafaalat, Punjab, women and girls, January to March 2025",
    ):
        assert words in revised
    assert "<bdi>&lt;10</bdi> became <bdi>1,250</bdi> families" in revised
    assert "/statistics/figures/kafaalat/families_paid/PK-PB/2025-Q1/?sex=F" in revised
    assert "Published" in published
    assert "Method 1.0" in method


def test_log_keeps_quiet_about_what_nobody_may_see(client, site, make_release):
    make_release([(*PAID, "PK", 10)], state="held", dataset="held-one")
    make_release([(*PAID, "PK", 10)], dataset="embargoed", embargo_until=timezone.now() + timedelta(days=1))
    for address in (ADDRESS, ADDRESS + "feed.xml", "/statistics/releases/", "/statistics/feed.xml"):
        shown = text_of(client, address)
        assert "held-one" not in shown
        assert "embargoed" not in shown


def test_embargoed_release_appears_on_the_day_its_embargo_ended(client, site, make_release):
    make_release([], embargo_until=datetime(2026, 1, 2, 12, tzinfo=UTC), published_at=datetime(2025, 12, 1, tzinfo=UTC))
    assert "2 January 2026" in lines_of(client)[1]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("?dataset=payments", 1),
        ("?programme=nashonuma", 1),
        ("?kind=method", 1),
        ("?kind=published", 2),
        ("?kind=revised", 0),
        ("?dataset=nonsense&page=99", 3),
    ],
)
def test_log_is_filtered(client, site, make_release, query, number):
    make_release([(*PAID, "PK", 10)], covers=[["kafaalat", "2025-Q1"]])
    make_release([("nashonuma", "centres", "2025", "PK", 9)], dataset="centres", covers=[["nashonuma", "2025"]])
    assert len(lines_of(client, query)) == number


def test_empty_log_says_so(client, site, make_release):
    make_release([(*PAID, "PK", 10)])
    assert "Nothing has changed under these filters." in text_of(client, f"{ADDRESS}?dataset=payments&kind=withdrawn")


def test_feed_tells_the_same_changes(client, site, make_release):
    DataSet.objects.create(registry=Registry.objects.get(code="bisp-payments"), code="payments", title="Payments by quarter")
    release = make_release([(*PAID, "PK", 20)], moved=1, movements=[MOVEMENT], reason="late districts")
    answer = client.get(ADDRESS + "feed.xml")
    assert answer["Content-Type"].startswith("application/atom+xml")
    shown = answer.content.decode()
    for words in ("Payments by quarter: revised", "late districts", "&lt;10 → 1,250", "Method 1.0: change of method"):
        assert words in shown
    assert f"http://testserver/statistics/releases/{release.pk}/" in shown


def test_movement_of_a_code_that_is_gone_is_passed_over(client, site, make_release):
    make_release([], moved=1, movements=[MOVEMENT | {"indicator": "gone"}])
    assert "figure moved" in text_of(client, ADDRESS)


def test_number_of_queries_does_not_grow(client, site, make_release, django_assert_max_num_queries):
    make_release([(*PAID, "PK", 10)], moved=1, movements=[MOVEMENT])
    client.get(ADDRESS)
    with django_assert_max_num_queries(30) as few:
        client.get(ADDRESS)
    for number in range(5):
        make_release([(*PAID, "PK", 10)], dataset=f"set-{number}", moved=1, movements=[MOVEMENT])
    assert Release.objects.count() == 6
    with django_assert_max_num_queries(len(few)):
        client.get(ADDRESS)
