"""After a correction the figures that share nobody with it stand, and no others."""

import polars as pl

from programmes.registry.standing import PLACE, smallest, unsettled
from tests.programmes.registry.tables import homes, one_table

HOMES = homes(8, 2)
NATION = {(area, sex): 1000 for area in ("PK", "PK-1", "PK-2", "PK1000", "PK1002", "PK2001") for sex in ("_T", "F", "M")}


def touched(**changed: tuple[tuple[str, str], ...]) -> set[tuple[str, str]]:
    old = one_table(NATION)
    new = one_table(NATION | dict.fromkeys(changed["by"], 1010))
    return set(unsettled(old, new, HOMES).select("area", "sex").rows())


def test_nothing_revised_leaves_everything_standing():
    assert touched(by=()) == set()


def test_a_corrected_district_moves_its_wholes_and_its_parts():
    assert touched(by=(("PK1000", "F"), ("PK-1", "F"))) == {
        (area, sex) for area in ("PK1000", "PK-1", "PK") for sex in ("F", "_T")
    }


def test_a_whole_that_moved_alone_may_have_moved_anywhere_within():
    assert touched(by=(("PK-1", "_T"),)) == {
        (area, sex) for area in ("PK", "PK-1", "PK1000", "PK1002") for sex in ("_T", "F", "M")
    }


def test_two_corrections_count_each_for_itself():
    found = touched(by=(("PK1000", "M"), ("PK2001", "F")))
    assert ("PK1002", "_T") not in found
    assert ("PK1000", "F") not in found
    assert {("PK1000", "M"), ("PK2001", "F"), ("PK", "_T")} <= found


def test_a_hidden_figure_that_appears_is_revised():
    old = one_table({("PK1000", "_T"): None, ("PK1002", "_T"): 40})
    new = one_table({("PK1000", "_T"): 10, ("PK1002", "_T"): 40})
    assert unsettled(old, new, HOMES)["area"].to_list() == ["PK1000"]


def test_a_corrected_quarter_moves_the_year_that_it_lies_in():
    year, quarters = one_table({("PK", "_T"): 4000}, period="2024"), ("2024-Q1", "2024-Q2")
    old = pl.concat([year, *(one_table({("PK", "_T"): 1000}, period=period) for period in quarters)])
    new = old.with_columns(value=pl.when(period="2024-Q1").then(1010).otherwise("value"))
    assert set(unsettled(old, new, HOMES)["period"]) == {"2024", "2024-Q1"}


def test_the_smallest_of_nested_places_say_where_people_changed():
    rows = [("kafaalat", "2024-Q4", area, "_T", "_T") for area in ("PK", "PK-1", "PK1000", "PK-2")]
    places = pl.DataFrame(rows, schema=PLACE, orient="row")
    assert set(smallest(places, HOMES)["area"]) == {"PK1000", "PK-2"}
