from django.http import QueryDict

from programmes.basis import Basis
from programmes.desk import compare
from programmes.desk.figures import KINDS, ROWS, FiguresTable
from programmes.disclosure import frame
from programmes.holding import new_totals, published_totals
from programmes.models import Observation
from programmes.registry.changes import large_changes

Q1, Q2 = "2025-Q1", "2025-Q2"
PUNJAB, SINDH, BALOCHISTAN, LEIAH = "PK6", "PK7", "PK2", "PK618"


def old(*cells: tuple) -> list[tuple]:
    return [("kafaalat", *cell) for cell in cells]


def table(release, **given) -> FiguresTable:
    return FiguresTable(release, given)


def areas_of(release, **given) -> list[str]:
    return [row.area for row in table(release, **given).rows]


def test_provinces_come_before_districts_and_the_largest_movement_first(make_release, hold):
    make_release(old(*[("families_paid", Q1, area, 1000) for area in ("PK", PUNJAB, SINDH, LEIAH)]))
    release = hold(
        [("families_paid", Q1, area, value) for area, value in (("PK", 1010), (PUNJAB, 1100), (SINDH, 500), (LEIAH, 9000))]
    )
    rows = table(release).rows
    assert [(row.area, row.was, row.now, row.by, row.share) for row in rows] == [
        ("Pakistan", "1,000", "1,010", "+10", "+1.0 %"),
        ("Sindh", "1,000", "500", "-500", "-50.0 %"),
        ("Punjab", "1,000", "1,100", "+100", "+10.0 %"),
        ("Leiah", "1,000", "9,000", "+8,000", "+800.0 %"),
    ]
    assert [row.area for row in rows if row.is_beyond] == ["Sindh"]


def test_order_by_numbers_is_another_than_by_per_cent(make_release, hold):
    make_release(old(("families_paid", Q1, PUNJAB, 10_000), ("families_paid", Q1, SINDH, 100)))
    release = hold([("families_paid", Q1, PUNJAB, 11_000), ("families_paid", Q1, SINDH, 200)])
    assert areas_of(release) == ["Sindh", "Punjab"]
    assert areas_of(release, order="size") == ["Punjab", "Sindh"]


def test_figure_that_stayed_is_not_shown(make_release, hold):
    make_release(old(("families_paid", Q1, PUNJAB, 50), ("families_paid", Q1, SINDH, None)))
    release = hold([("families_paid", Q1, PUNJAB, 50), ("families_paid", Q1, SINDH, None)])
    assert table(release).counts == {"moved": 0, "new": 0, "vanished": 0}
    assert table(release).rows == []


def test_hidden_figure_moves_without_a_per_cent(make_release, hold):
    make_release(old(("families_paid", Q1, PUNJAB, None), ("amount_paid", Q1, SINDH, 3_000_000)))
    release = hold([("families_paid", Q1, PUNJAB, 40), ("amount_paid", Q1, SINDH, None)])
    assert [(row.was, row.now, row.by, row.share) for row in table(release).rows] == [
        ("<10", "40", "", ""),
        ("3,000,000", "<1 million", "", ""),
    ]


def test_what_the_rule_on_large_changes_counts_is_what_the_desk_marks(make_release, hold):
    """Hidden, new and vanished totals of provinces among them."""
    make_release(
        old(
            ("amount_paid", Q1, PUNJAB, None),
            ("amount_paid", Q1, SINDH, 1_000_000),
            ("families_paid", Q1, PUNJAB, 1000),
            ("families_paid", Q1, SINDH, None),
        )
    )
    release = hold(
        [
            ("amount_paid", Q1, PUNJAB, 1_000_000),
            ("amount_paid", Q1, SINDH, 1_000_000),
            ("amount_paid", Q1, BALOCHISTAN, 2_000_000),
            ("families_paid", Q1, SINDH, 10),
            ("payments_made", Q1, SINDH, 10),
        ]
    )
    shown = {show: {(row.area, row.indicator) for row in table(release, show=show).rows if row.is_beyond} for show in KINDS}
    rupees, families = "Amount paid", "Families paid"
    assert shown == {
        "moved": {("Punjab", rupees), ("Sindh", families)},
        "new": {("Balochistan", rupees)},
        "vanished": {("Punjab", families)},
    }
    frames = new_totals(frame(release, release.covers)), published_totals(Basis().current("bisp-payments", "payments"))
    assert sum(large_changes(*frames).values()) == sum(map(len, shown.values()))


def test_new_period_is_held_against_the_one_before_it(make_release, hold):
    make_release(
        old(("families_paid", "2024-Q4", PUNJAB, 1), ("families_paid", Q1, PUNJAB, 1000), ("families_paid", Q1, SINDH, 70))
    )
    release = hold([("families_paid", Q2, PUNJAB, 2000), ("families_paid", Q2, LEIAH, 30)])
    (row,) = table(release).rows
    assert (row.period, row.base, row.was, row.now) == ("April to June 2025", "January to March 2025", "1,000", "2,000")
    assert areas_of(release, show="new") == ["Leiah"]
    (gone,) = table(release, show="vanished").rows
    assert (gone.area, gone.was, gone.now, gone.period) == ("Sindh", "70", "", "April to June 2025")


def test_indicator_that_the_correction_lacks_has_vanished(make_release, hold):
    make_release(old(("families_paid", Q1, PUNJAB, 100), ("payments_made", Q1, PUNJAB, 300), ("payments_made", Q2, PUNJAB, 9)))
    release = hold([("families_paid", Q1, PUNJAB, 100)])
    assert [(row.indicator, row.was) for row in table(release, show="vanished").rows] == [("Payments made", "300")]


def test_first_release_of_a_data_set_is_all_new(hold):
    release = hold([("families_paid", Q1, PUNJAB, 100), ("families_paid", Q1, "PK", 100)])
    assert table(release).counts == {"moved": 0, "new": 2, "vanished": 0}
    assert areas_of(release) == ["Pakistan", "Punjab"]


def test_filters_narrow_the_table_and_odd_ones_are_passed_over(make_release, hold):
    make_release(old(*[("families_paid", Q1, area, 100) for area in (PUNJAB, SINDH, LEIAH)], ("payments_made", Q1, PUNJAB, 5)))
    release = hold([*[("families_paid", Q1, area, 200) for area in (PUNJAB, SINDH, LEIAH)], ("payments_made", Q1, PUNJAB, 90)])
    assert areas_of(release, area="PK-SD") == ["Sindh"]
    assert areas_of(release, area="PK-PB", indicator=indicator(release, "families_paid")) == ["Punjab", "Leiah"]
    assert areas_of(release, area="PK") == []
    assert len(areas_of(release, programme="nonsense", period="x", show="y", p="z")) == 4


def indicator(release, code: str) -> str:
    return str(release.observations.filter(indicator__code=code)[0].indicator_id)


def test_a_man_s_and_a_woman_s_figure_are_two(make_release, hold):
    make_release(old(("families_paid", Q1, PUNJAB, 100, "F"), ("families_paid", Q1, PUNJAB, 100, "M")))
    release = hold([("families_paid", Q1, PUNJAB, 110, "F"), ("families_paid", Q1, PUNJAB, 100, "M")])
    assert [row.group for row in table(release).rows] == ["women and girls"]


def test_hundreds_of_rows_cost_the_queries_of_one(make_release, hold, django_assert_max_num_queries):
    districts = [f"PK6{number:02}" for number in range(1, 30)]
    cells = [(name, Q1, area) for name in ("families_paid", "payments_made", "families_enrolled") for area in districts]
    make_release(old(*[(*cell, 100) for cell in cells[:3]]))
    release = hold([(*cell, 200 + number * 10) for number, cell in enumerate(cells)])
    assert cells[3:]
    with django_assert_max_num_queries(14):
        shown = FiguresTable(release, QueryDict("show=new&p=2"))
        assert shown.page.number == 2
        assert len(shown.rows) == len(cells) - 3 - ROWS
        assert list(shown.elided) == [1, 2]
        assert shown.form.fields["indicator"].choices


def test_carried_over_figures_are_not_the_release_s_own(make_release, hold):
    first = make_release(old(("families_paid", Q1, PUNJAB, 100)))
    release = hold([("families_paid", Q2, PUNJAB, 200)])
    carried = first.observations.get()
    carried.pk, carried.release, carried._state.adding = None, release, True
    carried.save()
    assert Observation.objects.filter(release=release).count() == 2
    assert compare.comparison(release).fresh().count() == 1
