import itertools
from datetime import date

import pytest
from hypothesis import given, strategies as st

from programmes import charts
from programmes.charts import Shape, Value


def value(number, year=2020, **fields):
    return Value(str(year), number, str(number), date(year, 1, 1), **fields)


def test_step_holds_until_the_next_value():
    chart = charts.time_chart([value(50, 2020), value(100, 2024)], Shape.STEP, str)
    assert [(mark.x, mark.y) for mark in chart.marks] == [(50, 120), (384, 26)]
    assert chart.path == "M50.0 120.0H384.0V26.0"


def test_line_joins_and_stems_do_not():
    values = [value(50, 2020), value(100, 2024)]
    assert charts.time_chart(values, Shape.LINE, str).path == "M50.0 120.0L384.0 26.0"
    assert charts.time_chart(values, Shape.STEMS, str).path == ""


def test_plan_is_drawn_apart_and_begins_where_facts_end():
    values = [value(50, 2020), value(100, 2024), value(100, 2025, planned=True)]
    chart = charts.time_chart(values, Shape.STEP, str)
    assert "384" not in chart.path
    assert chart.planned_path.endswith("H384.0V26.0")


def test_plan_alone_has_no_line():
    chart = charts.time_chart([value(5, 2025, planned=True)], Shape.STEP, str)
    assert (chart.path, chart.planned_path, chart.marks[0].x) == ("", "", 217)


def test_hidden_values_leave_a_gap():
    chart = charts.time_chart([value(50, 2020), value(None, 2021), value(60, 2022)], Shape.LINE, str)
    assert [mark.value.number for mark in chart.marks] == [50, 60]


def test_long_series_is_a_line_with_few_marks_and_told_by_its_ends():
    short = charts.time_chart([value(n, 2000 + n) for n in range(1, 13)], Shape.LINE, str)
    assert len(short.dots) == len(short.told) == 12
    long = charts.time_chart([value(n, 2000 + n) for n in range(1, 41)], Shape.LINE, str)
    assert all(mark.named for mark in long.dots)
    assert [mark.value.number for mark in long.told] == [1, 40]
    assert len(charts.time_chart([value(n, 2000 + n) for n in range(1, 41)], Shape.STEMS, str).dots) == 40


def test_nothing_known_draws_nothing():
    assert charts.time_chart([value(None)], Shape.LINE, str).marks == []


def test_crowded_marks_keep_the_last_name():
    chart = charts.time_chart([value(1, year) for year in (2000, 2022, 2023, 2024)], Shape.LINE, str)
    assert [mark.named for mark in chart.marks] == [True, False, False, True]


@pytest.mark.parametrize(("most", "ceiling"), [(0, 4), (3, 4), (7, 8), (10, 10), (14_500, 15_000), (1_810_129, 2_000_000)])
def test_axis_ends_at_a_round_number(most, ceiling):
    assert charts.nice_ceiling(most) == ceiling


@given(st.integers(0, 10**12))
def test_ceiling_is_never_below_and_ticks_are_whole_and_even(most):
    ceiling = charts.nice_ceiling(most)
    assert ceiling >= most
    ticks = charts.ticks(ceiling, 0, 100, str)
    numbers = [int(tick.text) for tick in ticks]
    assert numbers[0] == 0
    assert numbers[-1] == ceiling
    assert len({later - earlier for earlier, later in itertools.pairwise(numbers)}) == 1


def test_bars_are_ranked_with_hidden_ones_last():
    bars = charts.ranked_bars([Value("b", None, "<10"), Value("c", 50, "50"), Value("a", 200, "200")])
    assert [(bar.value.name, bar.share) for bar in bars] == [("a", 100), ("c", 25), ("b", 0)]
    assert charts.ranked_bars([Value("b", 0, "0")])[0].share == 0


def test_every_place_has_its_tile_and_a_bare_one_where_nothing_is_known():
    names = dict.fromkeys(charts.PLACES, "x")
    values = [
        Value("Punjab", 100, "100", code="PK-PB"),
        Value("Sindh", 1, "1", code="PK-SD"),
        Value("GB", None, "<10", code="PK-GB"),
    ]
    tiles = {tile.code: tile for tile in charts.tile_map(values, names, str).tiles}
    assert len({(tile.x, tile.y) for tile in tiles.values()}) == 7
    assert (tiles["PK-PB"].step, tiles["PK-SD"].step, tiles["PK-GB"].step, tiles["PK-BA"].step) == (5, 1, 1, 0)
    assert tiles["PK-GB"].shown == "<10"


def test_bands_cover_the_scale_without_a_gap():
    bands = charts.bands(100, str)
    assert [(band.lowest, band.highest) for band in bands] == [
        ("0", "20"),
        ("20", "40"),
        ("40", "60"),
        ("60", "80"),
        ("80", "100"),
    ]
