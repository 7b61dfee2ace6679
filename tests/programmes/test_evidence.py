import pytest
from django.utils import translation

from gateway.starter.taxonomy import load_taxonomy
from programmes.charts import Shape
from programmes.evidence import defined, doubted, evidence, national_headlines, profile_headlines, short
from programmes.models import Indicator
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
    assert (len(exhibit.bars), len(exhibit.others)) == (10, 20)
    assert exhibit.explore_query == "programme=kafaalat&indicator=families_paid&by=district&period=2025-Q1"
    assert exhibit.csv_url == f"/statistics/explore/?{exhibit.explore_query}&illustrative=yes&format=csv"


def test_few_districts_are_all_bars():
    publish([*paid("2025-Q1", *PROVINCES), *paid("2025-Q1", "PK601", "PK602")])
    assert [len(exhibit.others) for exhibit in evidence("kafaalat").places] == [0, 0]


def test_data_of_a_chart_are_exactly_its_figures():
    publish([*paid("2024-Q4", "PK", *PROVINCES), *paid("2025-Q1", "PK", *PROVINCES)])
    found = evidence("kafaalat")
    asked = "programme=kafaalat&indicator=families_paid"
    assert found.series[0].explore_query == asked
    assert found.series[0].data_url == f"/statistics/explore/?{asked}&illustrative=no&format=json"
    assert found.places[0].explore_query == f"{asked}&by=province&period=2025-Q1"


def test_charts_of_a_provincial_programme_lead_to_its_own_province():
    publish([*paid("2024-Q4", "PK6"), *paid("2025-Q1", "PK6", "PK601", "PK602", "PK701")])
    found = evidence("kafaalat", "PK-PB")
    asked = "programme=kafaalat&indicator=families_paid&area=PK-PB"
    assert found.series[0].explore_query == asked
    assert found.places[0].explore_query == f"{asked}&by=district&period=2025-Q1"


def test_words_stand_beside_figures_in_every_exhibit():
    release = publish([*paid("2024-Q4", "PK"), *paid("2025-Q1", "PK", *PROVINCES, "PK601")], registry="synthetic")
    release.observations.update(revised=True)
    found = evidence("kafaalat")
    assert found.series[0].newest[0].marks == ("revised",)
    assert {bar.value.marks for one in found.places for bar in one.bars} == {("revised",)}
    assert {"revised", "illustrative"} <= found.marks


def test_long_series_shows_the_newest_periods_first_and_folds_the_rest():
    publish([row for year in (2022, 2023, 2024) for n in (1, 2, 3, 4) for row in paid(f"{year}-Q{n}", "PK")])
    (exhibit,) = evidence("kafaalat").series
    assert [exhibit.newest[0].period_code, exhibit.older[-1].period_code] == ["2024-Q4", "2022-Q1"]
    assert (len(exhibit.newest), len(exhibit.older)) == (8, 4)


def people(release, **by):
    whole = release.observations.get(area__code="PK", sex="_T", age_band="_T")
    for value, sex, age in by["cells"]:
        whole.pk, whole.value, whole.sex, whole.age_band = None, value, sex, age
        whole._state.adding = True
        whole.save()


def test_people_are_counted_by_sex_and_by_age():
    release = publish(paid("2025-Q1", "PK"))
    people(release, cells=[(80, "F", "_T"), (20, "M", "_T"), (40, "_T", "25-34"), (None, "_T", "65+")])
    by_sex, by_age = evidence("kafaalat").people
    assert [(line.label, line.cells[0].value.shown, line.cells[0].share) for line in by_sex.grid] == [
        ("Women and girls", "80", 100),
        ("Men and boys", "20", 25),
    ]
    assert [(line.label, line.cells[0].value.shown) for line in by_age.grid] == [("25–34 years", "40"), ("65+ years", "<10")]
    assert (by_sex.columns, by_age.columns) == ([], [])
    assert "hidden" in evidence("kafaalat").marks
    assert by_age.explore_query.endswith("&by=age&period=2025-Q1")


def test_ages_stand_in_columns_by_sex_where_a_release_counts_both():
    release = publish(paid("2025-Q1", "PK"))
    people(release, cells=[(40, "F", "25-34"), (30, "M", "25-34"), (10, "F", "U"), (70, "_T", "25-34"), (5, "F", "_T")])
    (by_age,) = evidence("kafaalat").people
    assert by_age.columns == ["Women and girls", "Men and boys", "All"]
    assert [[bar and bar.value.number for bar in line.cells] for line in by_age.grid] == [[40, 30, 70], [10, None, None]]
    assert by_age.grid[1].label == "Age not known"


def test_provincial_programme_shows_its_own_province_and_its_districts():
    publish([*paid("2024-Q4", "PK6"), *paid("2025-Q1", "PK6", "PK601", "PK701", "PK7", "PK5")])
    found = evidence("kafaalat", "PK-PB")
    assert [row.area_code for row in found.headlines] == ["PK-PB"]
    assert [exhibit.kind for exhibit in found.series] == ["series"]
    assert [[row.area_code for row in exhibit.figures] for exhibit in found.places] == [["PK601"]]


def test_provincial_programme_without_figures_of_its_province_shows_the_countrys():
    publish(paid("2025-Q1", "PK"))
    assert [row.area_code for row in evidence("kafaalat", "PK-PB").headlines] == ["PK"]


def test_note_of_a_release_stands_beside_its_only_figure():
    publish(rates(2024), dataset="stipend-2024", description="Sources disagree.")
    assert [row.note for row in evidence("kafaalat").headlines] == ["Sources disagree."]


@pytest.mark.parametrize("fields", [{}, {"dataset": "kafaalat-payments"}])
def test_note_that_may_speak_of_another_figure_stays_with_the_release(fields):
    publish([*rates(2024), *(paid("2025-Q1", "PK") if "dataset" in fields else [])], description="One is off.", **fields)
    assert {row.note for row in evidence("kafaalat").headlines} == {""}


def test_doubt_stands_beside_the_number_that_it_names():
    publish([("kafaalat", "families_paid", "2025-Q1", "PK", 7_870_000), *rates(2024)])
    doubts = "<p><b>9.8 million is not 7.87 million.</b> One is a stock.</p><p>Of 1,000.5 we know nothing.</p>"
    assert doubted(evidence("kafaalat").headlines, doubts) == {"7.87 million": "9.8 million is not 7.87 million."}
    assert doubted(evidence("kafaalat").headlines, "") == {}


def test_definition_is_read_in_the_readers_language():
    publish(paid("2025-Q1", "PK"))
    Indicator.objects.filter(code="families_paid").update(definition_ur="")
    with translation.override("ur"):
        assert evidence("kafaalat").headlines[0].is_definition_english
    Indicator.objects.filter(code="families_paid").update(definition_ur="تعریف")
    with translation.override("ur"):
        (headline,) = evidence("kafaalat").headlines
    assert (headline.definition, headline.is_definition_english) == ("تعریف", False)


def test_evidence_takes_a_fixed_number_of_queries(django_assert_max_num_queries):
    publish([*paid("2025-Q1", *PROVINCES, "PK", "PK601", "PK602"), *rates(2022, 2023, 2024)])
    with django_assert_max_num_queries(2):
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


def test_profiles_own_number_takes_the_definition_of_the_indicator_that_it_names():
    own = [number(indicator=code)[1] for code in ("families_paid", "", "unknown")]
    first, *others = defined(profile_headlines([], own))
    assert first.definition.startswith("Different families")
    assert {figure.definition.partition(";")[0] for figure in others} == {"Counted as its source counts it"}
    with translation.override("ur"):
        first, *_others = defined(profile_headlines([], own))
    assert "خاندان" in first.definition
    assert not first.is_definition_english
