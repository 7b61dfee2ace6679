"""Several series on one pair of axes."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st

from programmes.charts import Shape
from programmes.explorer.lines import FLOOR, LEFT, LETTER_HEIGHT, RIGHT, Spot, line_chart, symbol


def spots(*numbers, first=2020, planned=()):
    return [
        Spot(date(first + n, 12, 31), number, str(number), str(first + n), str(first + n), n in planned)
        for n, number in enumerate(numbers)
    ]


def draw(*series, shape=Shape.LINE):
    return line_chart([(chr(65 + n), f"series {n}", values) for n, values in enumerate(series)], shape, str)


def test_all_series_share_the_axes():
    chart = draw(spots(10, 20), spots(5, first=2021))
    first, second = chart.lines
    assert first.marks[1].x == second.marks[0].x
    assert first.marks[0].y > first.marks[1].y
    assert [tick.text for tick in chart.ticks] == ["0", "5", "10", "15", "20"]


def test_a_hidden_value_breaks_the_line_and_stands_on_the_floor():
    (line,) = draw(spots(10, None, 20, 30)).lines
    assert line.path.count("M") == 2
    assert (line.marks[1].hidden, line.marks[1].y) == (True, FLOOR)


def test_plans_have_a_line_of_their_own_from_the_last_fact():
    (line,) = draw(spots(10, 20, 30, planned=(2,)), shape=Shape.STEP).lines
    assert "H" in line.path
    assert line.planned_path.startswith(f"M{line.marks[1].x} {line.marks[1].y}H")


def test_all_marks_of_a_line_are_one_path_and_its_plans_another():
    (line,) = draw(spots(10, None, 20, 30, planned=(3,))).lines
    assert (line.dots.count("M"), line.planned_dots.count("M")) == (2, 1)
    assert line.dots.count(symbol(1)) == 2


def test_stems_join_nothing_and_stand_only_alone():
    assert draw(spots(10, 20), shape=Shape.STEMS).stems
    assert not draw(spots(10, 20), spots(1, 2), shape=Shape.STEMS).stems
    assert draw(spots(10, 20), shape=Shape.STEMS).lines[0].path == ""


def test_only_a_series_alone_has_its_values_written_out():
    assert any(mark.named for mark in draw(spots(10, 20)).lines[0].marks)
    assert not any(mark.named for line in draw(spots(10, 20), spots(1, 2)).lines for mark in line.marks)


def test_one_date_stands_in_the_middle():
    (line,) = draw(spots(10)).lines
    assert LEFT < line.marks[0].x < RIGHT


def test_dates_under_the_axis_do_not_crowd_and_end_with_the_last():
    chart = draw(spots(*range(1, 30)))
    places = [x for x, _text, _anchor in chart.dates]
    assert all(after - before >= 74 for before, after in pairwise(places))
    assert chart.dates[-1][1] == "2048"


def test_eight_series_have_eight_marks_by_colour_shape_and_filling():
    assert len({(symbol(tone), tone > 4) for tone in range(1, 9)}) == 8


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_to_draw_is_no_error(count):
    assert len(draw(*[[] for _ in range(count)]).lines) == count


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.none() | st.integers(0, 10**12), min_size=1, max_size=6), min_size=1, max_size=8))
def test_every_mark_lies_within_the_axes_and_no_letter_covers_another(numbers):
    chart = draw(*[spots(*row) for row in numbers])
    assert all(LEFT <= mark.x <= RIGHT and 0 <= mark.y <= FLOOR for line in chart.lines for mark in line.marks)
    ends = sorted(line.end for line in chart.lines)
    assert all(after - before >= LETTER_HEIGHT - 0.2 for before, after in pairwise(ends))
    assert ends[-1] <= FLOOR
