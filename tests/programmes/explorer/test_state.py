"""The state of a view and its address say the same."""

from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings, strategies as st

from programmes.explorer.state import By, Known, Misunderstood, State, View, understand

KNOWN = Known(["kafaalat", "nashonuma", "zakat"], ["families_paid", "amount_paid"], ["PK", "PK-PB", "PK-SD", "PK601"])
PERIODS = ["2018", "2024-Q4", "2025-Q1", "2025-03", "FY2025", "FY2025-9M", "all", "latest"]


def read(query: str) -> tuple[State, list[Misunderstood]]:
    return understand(parse_qs(query, keep_blank_values=True), KNOWN)


def some(codes) -> st.SearchStrategy:
    return st.lists(st.sampled_from(list(codes)), max_size=4)


addresses = st.fixed_dictionaries(
    {},
    optional={
        "programme": some(KNOWN.programmes),
        "indicator": some(KNOWN.indicators),
        "area": some(KNOWN.areas),
        "period": some(PERIODS),
        "from": some(PERIODS[:6]),
        "to": some(PERIODS[:6]),
        "sex": some(["F", "M", "_T"]),
        "age": some(["0-4", "65+", "_T"]),
        "by": some(list(By)),
        "view": some(list(View)),
    },
)


@settings(max_examples=150, deadline=None)
@given(addresses)
def test_a_state_is_read_back_from_its_own_address(parameters):
    state, wrong = understand(parameters, KNOWN)
    assert wrong == []
    assert read(state.query) == (state, [])


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.sampled_from(["programme", "period", "from", "area", "by", "view", "sex"]), st.lists(st.text())))
def test_no_text_in_an_address_breaks_it(parameters):
    state, _wrong = understand(parameters, KNOWN)
    assert read(state.query) == (state, [])


def test_order_repetition_and_what_is_usual_make_no_second_address():
    long = "view=&by=&area=PK&sex=_T&age=_T&period=all&programme=zakat&programme=kafaalat,zakat&indicator=families_paid"
    assert read(long)[0].query == "programme=kafaalat,zakat&indicator=families_paid"


def test_a_plus_in_an_age_survives():
    assert read("age=65%2B")[0].query == "age=65%2B"


def test_the_latest_period_is_usual_only_beside_a_breakdown():
    assert read("period=latest")[0].query == "period=latest"
    assert read("by=sex&period=latest")[0].query == "by=sex"
    assert read("by=sex&period=all")[0].query == "by=sex&period=all"


def test_a_span_is_put_in_order_and_drives_out_single_periods():
    assert read("from=2025-Q1&to=2018&period=FY2025")[0].query == "from=2018&to=2025-Q1"


@pytest.mark.parametrize(
    ("query", "over_time"),
    [("", True), ("by=sex", False), ("by=sex&period=all", True), ("period=2018", False), ("by=sex&from=2018", True)],
)
def test_only_some_views_run_along_time(query, over_time):
    assert read(query)[0].over_time is over_time


@pytest.mark.parametrize("query", ["programme=x", "period=soon", "area=Lahore", "by=colour", "view=pie", "from=latest"])
def test_what_is_not_understood_is_named_and_left_out(query):
    state, wrong = read(query)
    name, _, value = query.partition("=")
    assert wrong == [Misunderstood(name, value)]
    assert state.query == ""


def test_parameters_of_other_names_are_left_alone():
    assert read("utm_source=newsletter") == (State(), [])


def test_long_nonsense_is_cut():
    _state, wrong = read("programme=" + ",".join("x" * 300 + str(n) for n in range(50)))
    assert [len(item.value) for item in wrong] == [60, 60, 60]
