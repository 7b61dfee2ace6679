from datetime import UTC, date, datetime, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from programmes.models import DataSet, Registry, Release
from programmes.provenance import freshness

CELL = ("kafaalat", "families_paid", "2025-Q1", "PK", 100)


@pytest.fixture
def quarterly(areas):
    registry = Registry.objects.get(code="bisp-payments")
    return DataSet.objects.create(
        registry=registry, code="payments", title="Payments", title_ur="ادائیگیاں", frequency="quarter", days_allowed=45
    )


def row_of(title, today=date(2025, 7, 1)):
    return next((row for row in freshness.rows(today) if row.title == title), None)


def test_data_set_says_when_its_next_export_is_expected(make_release, quarterly):
    release = make_release([CELL], as_of=date(2025, 3, 31))
    Release.objects.filter(pk=release.pk).update(received_at=datetime(2025, 4, 30, 20, tzinfo=UTC))
    row = row_of("Payments")
    assert (row.release, row.next_due, row.received) == (release, date(2025, 8, 14), date(2025, 5, 1))
    assert row.standing == "expected by 14 August 2025"


def test_overdue_data_sets_stand_first_and_say_since_when(make_release, quarterly):
    make_release([CELL], dataset="budget")
    DataSet.objects.create(registry=quarterly.registry, code="budget", title="A budget")
    make_release([CELL])
    first, *_silent, last = freshness.rows(date(2025, 8, 15))
    assert (first.title, first.standing) == ("Payments", "overdue since 15 August 2025")
    assert (last.title, last.standing) == ("A budget", "no fixed time")


def test_latest_as_of_date_counts_even_if_older_figures_were_corrected_since(make_release, quarterly):
    latest = make_release([CELL], as_of=date(2025, 6, 30), state="superseded")
    make_release([CELL], as_of=date(2025, 3, 31), sequence=2)
    assert row_of("Payments").release == latest


@pytest.mark.parametrize(
    "fields", [{"state": "held"}, {"state": "withdrawn"}, {"embargo_until": timezone.now() + timedelta(days=1)}]
)
def test_what_nobody_may_see_has_not_arrived(make_release, quarterly, fields):
    make_release([CELL], **fields)
    assert row_of("Payments") is None
    assert row_of("BISP payment system").standing == "nothing published yet"


def test_made_up_registries_stand_last_and_are_not_missed_when_silent(make_release, quarterly):
    assert row_of("Synthetic registry (illustrative)") is None
    illustrative = Registry.objects.get(code="synthetic")
    DataSet.objects.create(registry=illustrative, code="made-up", title="Made up", frequency="quarter", days_allowed=45)
    make_release([CELL], dataset="made-up", registry="synthetic")
    make_release([CELL])
    assert [row.title for row in freshness.rows()][:2] == ["Payments", "Made up"]


def test_number_of_queries_is_fixed(make_release, quarterly, django_assert_num_queries):
    make_release([CELL])
    for number in range(3):
        DataSet.objects.create(registry=quarterly.registry, code=f"set-{number}")
        make_release([CELL], dataset=f"set-{number}")
    with django_assert_num_queries(3):
        shown = render_to_string("programmes/freshness.html", {"rows": freshness.rows(date(2025, 9, 1))})
    assert "overdue since 15 August 2025" in shown
    assert "3 data sets without a fixed time" in shown
    assert "every quarter" in shown


def test_table_without_rows_says_so(db):
    assert "Nothing has been published yet." in render_to_string("programmes/freshness.html", {"rows": []})
