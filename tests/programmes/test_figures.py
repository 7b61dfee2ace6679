from datetime import timedelta

import pytest
from django.db import models
from django.utils import timezone, translation

from programmes import figures
from programmes.models import CurrentRelease, Release

PAID = ("kafaalat", "families_paid", "2025-Q1")


def test_headline_is_the_latest_national_value_with_its_proof(make_release):
    release = make_release([("kafaalat", "families_paid", "2024-Q4", "PK", 50), (*PAID, "PK", 7_870_000), (*PAID, "PK6", 90)])
    (figure,) = figures.headline_figures("kafaalat")
    assert (figure.label, figure.value, figure.unit) == ("Families paid", "7.87 million", "families")
    assert figure.period == "January to March 2025"
    assert figure.provenance_url == f"/statistics/releases/{release.pk}/"
    assert figure.provenance_text == "BISP payment system; as of 31 March 2025"
    assert figure.status == ""


def test_headline_leaves_out_what_is_only_planned(make_release):
    make_release(
        [
            ("kafaalat", "stipend_rate", "2025-Q1", "PK", 13_500),
            ("kafaalat", "stipend_rate", "2026-Q1", "PK", 14_500, "_T", "quoted", "F"),
        ]
    )
    assert [figure.value for figure in figures.headline_figures("kafaalat")] == ["13,500"]
    rate = figures.series("kafaalat", "stipend_rate")
    assert [(figure.label, figure.planned) for figure in rate] == [
        ("Stipend a quarter", False),
        ("Stipend a quarter (planned)", True),
    ]


def test_sourced_headline_stands_before_a_newer_illustrative_one(make_release):
    make_release(
        [(*PAID, "PK", 100), ("kafaalat", "amount_paid", "2025-Q1", "PK", 10**6)], dataset="made-up", registry="synthetic"
    )
    make_release([("kafaalat", "families_paid", "2024-Q4", "PK", 80)], dataset="real")
    assert [(figure.value, figure.status) for figure in figures.headline_figures("kafaalat")] == [
        ("80", ""),
        ("1 million", "illustrative"),
    ]


def test_sourced_value_wins_over_an_illustrative_one_in_the_same_cell(make_release):
    make_release([(*PAID, "PK6", 100)], dataset="real")
    make_release([(*PAID, "PK6", 999)], dataset="made-up", registry="synthetic")
    assert [figure.value for figure in figures.by_province("kafaalat", "families_paid")] == ["100"]


def test_hidden_cells_read_below_ten(make_release):
    make_release([(*PAID, "PK6", None, "_T", "suppressed"), ("kafaalat", "amount_paid", "2025-Q1", "PK6", None)])
    assert figures.by_province("kafaalat", "families_paid")[0].value == "<10"
    assert figures.by_province("kafaalat", "amount_paid")[0].value == "<1 million"


def test_areas_are_given_for_the_latest_period_that_has_any(make_release):
    old = [("kafaalat", "families_paid", "2024-Q4", code, 10) for code in ("PK6", "PK7")]
    make_release([*old, (*PAID, "PK6", 20), (*PAID, "PK601", 20), (*PAID, "PK701", 30)])
    assert [(f.area_code, f.value) for f in figures.by_province("kafaalat", "families_paid")] == [("PK-PB", "20")]
    assert len(figures.by_province("kafaalat", "families_paid", period="2024-Q4")) == 2
    assert [f.area_code for f in figures.by_district("kafaalat", "families_paid", province="PK-SD")] == ["PK701"]
    assert figures.by_district("nashonuma", "families_paid") == []


def test_series_of_a_province_is_found_by_its_iso_code(make_release):
    make_release([(*PAID, "PK6", 20)])
    assert [figure.value for figure in figures.series("kafaalat", "families_paid", area="PK-PB")] == ["20"]


def test_only_the_pointers_release_is_read(make_release):
    make_release([(*PAID, "PK", 10)])
    make_release([(*PAID, "PK", 20)], state="superseded", sequence=2)
    CurrentRelease.objects.update(release=Release.objects.order_by("pk").first())
    assert [figure.value for figure in figures.series("kafaalat", "families_paid")] == ["10"]


def test_embargo_leaves_the_previous_figures(make_release):
    before = make_release([(*PAID, "PK", 10)])
    make_release([(*PAID, "PK", 20)], embargo_until=timezone.now() + timedelta(hours=1))
    assert figures.series("kafaalat", "families_paid") == []
    Release.objects.filter(pk=before.pk).update(state="superseded")
    assert [figure.value for figure in figures.series("kafaalat", "families_paid")] == ["10"]
    Release.objects.filter(embargo_until__isnull=False).update(embargo_until=timezone.now())
    assert [figure.value for figure in figures.series("kafaalat", "families_paid")] == ["20"]


def test_withdrawn_release_is_not_shown(make_release):
    make_release([(*PAID, "PK", 10)], state="withdrawn")
    assert figures.headline_figures("kafaalat") == []


def test_number_of_queries_does_not_grow(make_release, django_assert_num_queries):
    make_release(
        [("kafaalat", "families_paid", f"2024-Q{n}", code, 10 * n) for n in (1, 2, 3, 4) for code in ("PK", "PK6", "PK7")]
    )
    with django_assert_num_queries(1):
        figures.headline_figures("kafaalat")
    with django_assert_num_queries(1):
        figures.series("kafaalat", "families_paid")
    with django_assert_num_queries(2):
        figures.by_province("kafaalat", "families_paid")


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("2025", "2025"),
        ("2025-03", "March 2025"),
        ("FY2025", "fiscal year 2025 (July 2024 to June 2025)"),
        ("FY2025-9M", "July 2024 to March 2025"),
        ("FY2024-H1", "July to December 2023"),
    ],
)
def test_periods_are_written_out(code, label):
    from programmes.wording import period_label

    assert period_label(code) == label


def test_numbers_are_no_more_precise_than_given():
    from programmes.wording import value_label

    assert [value_label(n, "PKR") for n in (454_550_000_000, 716_000_000_000, 2_000_000, 2_642_083)] == [
        "454.55 billion",
        "716 billion",
        "2 million",
        "2,642,083",
    ]


def test_release_is_written_once_and_never_deleted(make_release):
    release = make_release([])
    release.rows = 99
    with pytest.raises(ValueError, match="written once"):
        release.save()
    release.state = "withdrawn"
    release.save(update_fields=["state"])
    with pytest.raises(models.ProtectedError):
        release.delete()
    with pytest.raises(models.ProtectedError):
        Release.objects.all().delete()


def test_terms_have_an_urdu_name(areas):
    from programmes.models import Registry

    with translation.override("ur"):
        assert str(Registry.objects.get(code="nser")) == "قومی سماجی و معاشی رجسٹری"


def test_approximate_value_says_so(make_release):
    make_release([("bisp", "accounts_opened", "2025-12", "PK", 700_000, "_T", "quoted", "E")])
    assert figures.headline_figures("bisp")[0].label == "Wallet accounts opened (approximate)"


def test_rows_of_statistics_name_themselves(make_release):
    release = make_release([(*PAID, "PK", 10)], export_id="march")
    observation = release.observations.get()
    assert str(release) == "payments (march)"
    assert str(CurrentRelease.objects.get()) == f"payments: {release.pk}"
    assert str(observation) == f"kafaalat {observation.indicator_id} 2025-Q1: 10"
