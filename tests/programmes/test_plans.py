"""The database finds figures by an index, within the releases that are shown; it never reads all that were ever published."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programmes.evidence import evidence, national_headlines
from programmes.models import Observation
from programmes.queries import published_observations

TABLE = Observation._meta.db_table


@pytest.fixture
def releases(make_release):
    areas = ["PK", "PK2", "PK6", "PK601", "PK602"]
    for number in range(6):
        cells = [("kafaalat", "families_paid", f"20{number + 10}-Q1", area, 90) for area in areas]
        make_release(cells, dataset=f"data-{number}")


def plans(queries: CaptureQueriesContext) -> list[str]:
    """How SQLite goes about every captured query that reads observations."""
    found = []
    for query in queries:
        if TABLE in query["sql"]:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
                found += [row[3] for row in cursor.fetchall() if TABLE in row[3]]
    return found


@pytest.mark.parametrize(
    "ask",
    [
        lambda: evidence("kafaalat"),
        lambda: national_headlines(["kafaalat", "nashonuma"]),
        lambda: list(published_observations()),
        lambda: list(published_observations(area="PK-PB")),
        lambda: list(published_observations(programme="kafaalat", indicator="families_paid", period="2015-Q1")),
    ],
)
def test_figures_are_found_by_an_index_that_begins_with_the_release(ask, releases):
    with CaptureQueriesContext(connection) as queries:
        ask()
    found = plans(queries)
    assert found
    assert all("SEARCH" in plan and "(release_id=?" in plan for plan in found), found


def test_planted_question_over_all_releases_is_seen_to_scan(releases):
    with CaptureQueriesContext(connection) as queries:
        list(Observation.objects.filter(value=90))
    assert plans(queries) == [f"SCAN {TABLE}"]


def test_profile_takes_as_many_queries_for_many_figures_as_for_few(make_release):
    def number_of_queries() -> int:
        with CaptureQueriesContext(connection) as queries:
            evidence("kafaalat")
        return len(queries)

    def publish(year: int) -> None:
        cells = [("kafaalat", "families_paid", f"{year}-Q1", area, 90) for area in ("PK", "PK2", "PK6", "PK7", "PK601")]
        make_release(cells, dataset=f"of-{year}")

    publish(2015)
    few = number_of_queries()
    for year in range(2016, 2024):
        publish(year)
    assert number_of_queries() == few
