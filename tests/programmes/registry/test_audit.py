"""The attacks find what weak protection leaves open, and nothing where ours holds: a check that cannot fail is no check."""

from itertools import product

import polars as pl
import pytest
from hypothesis import given, settings, strategies as st

from programmes.registry import money, protect
from programmes.registry.audit import audit, by_margins, by_revisions, recoveries
from programmes.registry.codes import CELL
from programmes.registry.promise import Promise
from programmes.registry.shares import by_share
from programmes.registry.tariff import by_tariff
from programmes.registry.withhold import withheld
from tests.programmes.registry.tables import RATES, figures, hidden_below_ten, homes, one_table, realistic

TO_THE_UNIT = Promise(base=1)
EXACT_RUPEES = Promise(base=10, money_base=1, money_hidden_below=0)
NATION, SMALL = homes(160, 7), homes(5, 2)
QUARTERS = ("2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2")


@pytest.fixture(scope="module")
def exact() -> pl.DataFrame:
    return realistic(1, NATION, QUARTERS)


def protected(exact: pl.DataFrame) -> pl.DataFrame:
    return protect.protected(money.following_counts(exact))


def test_blanks_below_ten_of_a_nation_are_recovered_by_the_dozen(exact):
    table = hidden_below_ten(exact.filter(period="2024-Q4", indicator="payments_made", age_band="_T"))
    assert len(by_margins(table, NATION, TO_THE_UNIT)) > table["value"].null_count() * 0.4


def test_every_blank_of_a_two_way_table_is_recovered():
    inner = {
        (d, s, "25-34"): (n, n) for (d, s), n in zip(product(SMALL, "FM"), (40, 3, 8, 51, 33, 27, 64, 5, 29, 70), strict=True)
    }
    table = hidden_below_ten(figures(inner, SMALL).filter(age_band="_T", indicator="payments_made"))
    blanks = table.filter(pl.col("value").is_null())
    assert blanks.height == 3
    assert {cell.area for cell in by_margins(table, SMALL, TO_THE_UNIT)} == set(blanks["area"])
    assert not by_margins(protected(figures(inner, SMALL)), SMALL)


def test_complementary_suppression_fails_over_two_refreshes():
    """First one companion of the blank is left out, then another: side by side, neither is."""
    whole = {("PK-1", "_T"): 130, ("PK1000", "_T"): None, ("PK1002", "_T"): 41, ("PK1004", "_T"): 82}
    march = one_table({cell: value for cell, value in whole.items() if cell[0] != "PK1002"})
    april = one_table({cell: value for cell, value in whole.items() if cell[0] != "PK1004"})
    assert not by_margins(march, SMALL, TO_THE_UNIT)
    assert not by_margins(april, SMALL, TO_THE_UNIT)
    found = by_revisions(april, [march], SMALL, TO_THE_UNIT)
    assert {(cell.area, cell.attack) for cell in found} == {("PK1000", "revisions")}
    rounded = [protect.protected(table) for table in (march, april)]
    assert not by_revisions(rounded[1], rounded[:1], SMALL)


def test_an_unchanged_release_adds_nothing(exact):
    table = protected(exact)
    assert not by_revisions(table, [table], NATION)


def test_a_cell_that_is_left_out_is_the_rest_of_exact_ones():
    """That other quarters show PK1004 says that there is such a district."""
    now = one_table({("PK-1", "_T"): 130, ("PK1000", "_T"): 47, ("PK1002", "_T"): 41})
    before = one_table({("PK-1", "_T"): 130, ("PK1004", "_T"): 42}, period="2024-Q3")
    quoted = pl.concat([now, before]).with_columns(conf_status=pl.lit("F"))
    hidden = pl.when(pl.col("area") == "PK-1", pl.col("period") == "2024-Q4").then(pl.lit("C")).otherwise(pl.lit("F"))
    found = by_margins(quoted.with_columns(conf_status=hidden), SMALL, Promise(base=2))
    assert {(cell.area, cell.period, cell.left_out) for cell in found} <= {("PK-1", "2024-Q4", True)}


def test_a_correction_elsewhere_hides_nothing_of_what_stands():
    """PK1006 is corrected; of the three others each release leaves out another one, and they stand."""
    march = one_table({("PK-1", "_T"): 200, ("PK1000", "_T"): None, ("PK1004", "_T"): 82, ("PK1006", "_T"): 70})
    april = one_table({("PK-1", "_T"): 205, ("PK1000", "_T"): None, ("PK1002", "_T"): 41, ("PK1006", "_T"): 75})
    eight = homes(8, 2)
    assert not by_margins(march, eight, TO_THE_UNIT)
    assert not by_margins(april, eight, TO_THE_UNIT)
    assert {cell.area for cell in by_revisions(april, [march], eight, TO_THE_UNIT)} == {"PK1000"}
    rounded = [protect.protected(table) for table in (march, april)]
    assert not by_revisions(rounded[1], rounded[:1], eight)


def test_a_whole_that_was_revised_without_a_part_links_nothing_within():
    march = one_table({("PK-1", "_T"): 130, ("PK1002", "_T"): 40})
    april = one_table({("PK-1", "_T"): 140, ("PK1000", "_T"): None})
    assert not by_revisions(april, [march], SMALL)


def test_a_revised_table_of_another_data_set_counts_other_people():
    march = one_table({("PK-1", "_T"): 200, ("PK1000", "_T"): None, ("PK1004", "_T"): 82, ("PK1006", "_T"): 70})
    april = one_table({("PK-1", "_T"): 205, ("PK1000", "_T"): None, ("PK1002", "_T"): 41, ("PK1006", "_T"): 75})
    assert not by_revisions(april, [], homes(8, 2), TO_THE_UNIT, [march])


CORRECTED = (4, 18, 25, 24, 2, 8, 3, 15, 24, 14, 15, 20, 12, 25, 6, 3, 15, 0, 12, 13)


def test_rounding_alone_can_give_a_corrected_district_away():
    """Men of PK1004 aged 35 to 44 become 25 from 14: every whole around them moves by the same eleven."""
    now = list(CORRECTED)
    now[place_of("PK1004", "M", "35-44")] = 25
    march, april = (protected(table_of([(n, n) for n in counts])) for counts in (CORRECTED, now))
    march, april = (withheld(table, homes=SMALL, rates=RATES)[0] for table in (march, april))
    assert {cell.attack for cell in by_revisions(april, [march], SMALL)} == {"revisions"}
    kept, left = withheld(april, [march], homes=SMALL, rates=RATES)
    assert not left
    assert april.height - kept.height < april.height / 8
    assert kept.filter(area="PK", sex="_T", age_band="_T", indicator="payments_made").height == 1


def test_exact_rupees_over_the_known_payment_give_every_count(exact):
    counted = exact.filter(pl.col("indicator").is_in(["payments_made", "amount_paid"]))
    rounded = protect.protected(counted.filter(indicator="payments_made"))
    found = by_tariff(pl.concat([rounded, counted.filter(indicator="amount_paid")]), RATES, EXACT_RUPEES)
    assert len(found) == rounded.height
    assert {cell.attack for cell in found} == {"tariff"}


def test_whole_millions_alone_still_give_some_counts_and_following_counts_none(exact):
    assert len(by_tariff(protect.protected(exact), RATES)) > 20
    assert not by_tariff(protected(exact), RATES)


def test_a_payment_that_nobody_got_proves_nothing(exact):
    other = RATES.with_columns(rate=pl.lit(7_777, dtype=pl.Int64))
    assert not by_tariff(protect.protected(exact), other)
    assert not by_tariff(protect.protected(exact), RATES.with_columns(programme=pl.lit("nashonuma")))


def shares(exact: pl.DataFrame, shown: pl.DataFrame) -> pl.DataFrame:
    part, whole = (shown.filter(indicator=name) for name in ("families_paid", "families_enrolled"))
    kin = [column for column in CELL if column != "indicator"]
    pairs = part.join(whole.select(*CELL, value_of="value"), on=kin, suffix="_of").filter(pl.col("value_of") > 0)
    pairs = pairs.with_columns(tenths=(pl.col("value") * 2000 + pl.col("value_of")) // (pl.col("value_of") * 2))
    return pairs.select(*CELL, *(pl.col(c if c != "indicator" else "indicator_of").alias(f"{c}_of") for c in CELL), "tenths")


def test_shares_of_exact_counts_pin_hidden_cells_and_shares_of_published_ones_do_not(exact):
    table = protected(exact)
    hidden = exact.join(table.filter(pl.col("value").is_null()).select(CELL), on=CELL).filter(indicator="families_paid")
    asked = shares(exact, exact).join(hidden.select(CELL), on=CELL)
    open_wholes = asked.join(
        exact.filter(pl.col("value") >= 10).select(pl.all().name.suffix("_of")), on=[f"{c}_of" for c in CELL], how="semi"
    )
    found = by_share(table, open_wholes)
    assert len(found) > open_wholes.height * 0.3
    assert not by_share(table, shares(exact, table))


def test_a_nation_of_districts_keeps_its_secrets(exact):
    table = protected(exact)
    found = recoveries(table, homes=NATION, rates=RATES)
    kept, left = withheld(table, homes=NATION, rates=RATES)
    assert not left
    assert not recoveries(kept, homes=NATION, rates=RATES)
    assert table.height - kept.height <= len(found) < table.height / 500
    assert kept.filter(area="PK", sex="_T", age_band="_T").height == 16


def test_rounding_alone_can_give_a_district_away():
    """1,044 + 774 + 14 + 24 = 1,856, and the published total says at least 1,855."""
    table = one_table({("PK1000", sex): n for sex, n in {"_T": 1860, "F": 1040, "M": 770, "X": 10, "U": 20}.items()})
    found = audit(table, homes=SMALL, file="data.csv")
    assert [(finding.rule, finding.column, finding.count) for finding in found] == [("disclosure", "payments_made", 5)]
    told = []
    kept, left = withheld(table, homes=SMALL, progress=told.append)
    assert (kept["sex"].to_list(), left) == (["_T"], [])
    assert (told, told[-1] < 1) == (sorted(told), True)
    assert len(told) > 3


def test_what_cannot_be_helped_is_left_to_the_audit():
    """Figures quoted exactly around a hidden one: leaving out the hidden one does not unsay it."""
    rows = {("PK-1", "_T"): 130, ("PK1000", "_T"): None, ("PK1002", "_T"): 42, ("PK1004", "_T"): 82}
    quoted = one_table(rows).with_columns(
        conf_status=pl.when(pl.col("value").is_null()).then(pl.lit("C")).otherwise(pl.lit("F"))
    )
    assert [cell.area for cell in recoveries(quoted, homes=SMALL)] == ["PK1000"]


def test_quarters_add_up_to_years():
    quarters = [one_table({("PK", "_T"): n}, period=f"2024-Q{q}") for q, n in enumerate((None, 40, 50, 60), 1)]
    table = pl.concat([*quarters, one_table({("PK", "_T"): 154}, period="2024")])
    assert {(cell.period, cell.attack) for cell in by_margins(table, SMALL, TO_THE_UNIT)} == {("2024-Q1", "margins")}


def test_figures_that_do_not_add_up_refute_the_sum():
    table = one_table({("PK-1", "_T"): 900, ("PK1000", "_T"): None, ("PK1002", "_T"): 40, ("PK1004", "_T"): 50})
    assert not by_margins(table, SMALL)


def test_households_do_not_add_up_but_none_exceeds_the_whole():
    table = one_table({("PK-1", "_T"): 94, ("PK1000", "_T"): None, ("PK1002", "_T"): 41, ("PK1004", "_T"): 50}, "families_paid")
    assert not by_margins(table, SMALL, TO_THE_UNIT)
    tight = one_table(
        {("PK-1", "_T"): 100, ("PK1000", "_T"): None, ("PK1002", "_T"): 41, ("PK1004", "_T"): 50}, "families_paid"
    )
    assert [cell.area for cell in by_margins(tight, SMALL, TO_THE_UNIT)] == ["PK1000"]


COUNTS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=20, max_size=20)


def table_of(counts: list[tuple[int, int]]) -> pl.DataFrame:
    places = product(SMALL, "FM", ("25-34", "35-44"))
    return figures({place: (max(pair), min(pair)) for place, pair in zip(places, counts, strict=True)}, SMALL)


@given(COUNTS)
@settings(max_examples=25, deadline=None)
def test_no_small_table_keeps_fewer_than_four_values(counts):
    kept, left = withheld(protected(table_of(counts)), homes=SMALL, rates=RATES)
    assert not left
    assert not recoveries(kept, homes=SMALL, rates=RATES)


def place_of(*place: str) -> int:
    return list(product(SMALL, "FM", ("25-34", "35-44"))).index(place)


@given(COUNTS, st.integers(0, 19), st.integers(1, 30))
@settings(max_examples=8, deadline=None)
def test_no_correction_of_one_place_tells_more(first, place, more):
    second = [(most + more, least + more) if at == place else (most, least) for at, (most, least) in enumerate(first)]
    march, april = (withheld(protected(table_of(counts)), homes=SMALL, rates=RATES)[0] for counts in (first, second))
    kept, left = withheld(april, [march], homes=SMALL, rates=RATES)
    assert not left
    assert not recoveries(kept, [march], homes=SMALL, rates=RATES)


@given(COUNTS, COUNTS)
@settings(max_examples=10, deadline=None)
def test_no_two_releases_tell_more_than_one(first, second):
    march, april = (protected(table_of(counts)) for counts in (first, second))
    march, _ = withheld(march, homes=SMALL, rates=RATES)
    kept, left = withheld(april, [march], homes=SMALL, rates=RATES)
    assert not left
    assert not recoveries(kept, [march], homes=SMALL, rates=RATES)
