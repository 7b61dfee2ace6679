import pytest
from django.utils import translation

from gateway.starter.taxonomy import load_taxonomy
from programmes.charts import Shape
from programmes.evidence import evidence, national_headlines, profile_headlines, short
from tests.factories.programmes import number
from tests.factories.statistics import publish

PROVINCES = ("PK1", "PK5", "PK6", "PK7")


@pytest.fixture(autouse=True)
def _english(db):
    load_taxonomy()
    with translation.override("en"):
        yield


def rates(*years):
    return [("kafaalat", "stipend_rate", f"{year}-Q1", "PK", 1000 * n) for n, year in enumerate(years, 1)]


def paid(period, *areas, programme="kafaalat", value=100):
    return [(programme, "families_paid", period, area, value) for area in areas]


def test_headlines_come_in_the_order_in_which_people_ask():
    publish([*paid("2025-Q1", "PK"), ("kafaalat", "amount_paid", "2025-Q1", "PK", 10**9), *rates(2024, 2025)])
    assert [row.indicator for row in evidence("kafaalat").headlines] == ["stipend_rate", "families_paid", "amount_paid"]
    assert evidence("kafaalat").headlines[0].value == "2,000"


def test_headlines_of_several_programmes_take_one_query(django_assert_num_queries):
    publish([*paid("2025-Q1", "PK"), *paid("2025-Q1", "PK", programme="nashonuma")])
    with django_assert_num_queries(1):
        assert set(national_headlines(["kafaalat", "nashonuma", "hunarmand"])) == {"kafaalat", "nashonuma"}


def test_breakdowns_of_an_indicator_are_no_headlines():
    publish([("nashonuma", "young_children_enrolled", "2025-Q1", "PK", 50), ("nashonuma", "centres", "2025-Q1", "PK", 5)])
    assert [row.indicator for row in evidence("nashonuma").headlines] == ["centres"]


def test_series_needs_two_periods_and_knows_its_shape():
    publish([*rates(2023, 2024), *paid("2024-Q4", "PK"), *paid("2025-Q1", "PK")])
    series = evidence("kafaalat").series
    assert [(exhibit.title, exhibit.chart.shape) for exhibit in series] == [
        ("Stipend a quarter", Shape.STEP),
        ("Families paid", Shape.LINE),
    ]
    assert [mark.value.brief for mark in series[0].chart.marks] == ["2023", "2024"]
    assert [mark.value.brief for mark in series[1].chart.marks] == ["2024-Q4", "2025-Q1"]


def test_periods_of_different_length_are_not_joined():
    publish([("bisp", "amount_paid", "FY2024", "PK", 10**9), ("bisp", "amount_paid", "FY2025-9M", "PK", 10**9)])
    (exhibit,) = evidence("bisp").series
    assert exhibit.chart.shape == Shape.STEMS
    assert [mark.value.brief for mark in exhibit.chart.marks] == ["FY2024", "FY2025"]


def test_plan_is_in_the_series_and_not_in_the_headlines():
    publish([*rates(2024, 2025), ("kafaalat", "stipend_rate", "2026-Q1", "PK", 9000, "F")])
    found = evidence("kafaalat")
    assert [row.value for row in found.headlines] == ["2,000"]
    assert [mark.value.planned for mark in found.series[0].chart.marks] == [False, False, True]
    assert found.series[0].title == "Stipend a quarter"


def test_illustrative_and_sourced_figures_never_share_a_chart():
    publish([*paid("2024-Q3", "PK"), *paid("2024-Q4", "PK")], dataset="real")
    publish([*paid("2025-Q1", "PK"), *paid("2025-Q2", "PK")], dataset="made-up", registry="synthetic")
    assert [(exhibit.illustrative, exhibit.key) for exhibit in evidence("kafaalat").series] == [
        (False, "series-families_paid"),
        (True, "series-families_paid-illustrative"),
    ]


def test_provinces_are_mapped_for_the_latest_period():
    publish([*paid("2024-Q4", *PROVINCES), *paid("2025-Q1", *PROVINCES, value=None)])
    (exhibit,) = evidence("kafaalat").places
    assert exhibit.period == "January to March 2025"
    assert {bar.value.shown for bar in exhibit.bars} == {"<10"}
    assert sum(tile.step > 0 for tile in exhibit.map.tiles) == 4
    assert len(exhibit.proofs) == 1


def test_two_provinces_make_no_map():
    publish(paid("2025-Q1", "PK6", "PK7"))
    assert evidence("kafaalat").places == []


def test_districts_are_ranked_and_the_long_tail_folds():
    districts = [f"PK6{n:02d}" for n in range(1, 21)]
    publish([*paid("2025-Q1", *PROVINCES), *paid("2025-Q1", *districts)], registry="synthetic")
    provinces, exhibit = evidence("kafaalat").places
    assert provinces.illustrative
    assert exhibit.illustrative
    assert (len(exhibit.foremost), len(exhibit.others)) == (12, 8)


def test_evidence_takes_a_fixed_number_of_queries(django_assert_max_num_queries):
    publish([*paid("2025-Q1", *PROVINCES, "PK", "PK601", "PK602"), *rates(2022, 2023, 2024)])
    with django_assert_max_num_queries(4):
        evidence("kafaalat")


def test_profiles_number_steps_back_for_a_release():
    publish(paid("2025-Q1", "PK"))
    released = evidence("kafaalat").headlines
    own = [number()[1], number(indicator="families_paid", label="Paid, quoted")[1], number(headline=False)[1]]
    assert [row.label for row in profile_headlines(released, own)] == ["Families paid", "Families enrolled"]


def test_illustrative_figures_lead_only_where_there_is_nothing_else():
    publish(paid("2025-Q1", "PK"), registry="synthetic")
    released = evidence("kafaalat").headlines
    assert [row.status for row in profile_headlines(released, [])] == ["illustrative"]
    assert [row.label for row in profile_headlines(released, [number()[1]])] == ["Families enrolled"]


def test_planned_number_says_so():
    (figure,) = profile_headlines([], [number(status="planned")[1]])
    assert (figure.label, figure.status, figure.provenance_text) == ("Families enrolled (planned)", "", "An address")


def test_axis_numbers_are_short():
    assert [short(n) for n in (0, 9_500, 1_500_000, 2_000_000_000)] == ["0", "9,500", "1.5 m", "2 bn"]
