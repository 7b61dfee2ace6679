"""The attack by tariff: what each family is paid is known, so an amount is a count of payments in disguise."""

from collections.abc import Iterator

import polars as pl

from programmes.registry import periods
from programmes.registry.codes import CELL, RUPEES
from programmes.registry.money import AMOUNT, COUNTED_BY
from programmes.registry.promise import PROMISE, TARIFF, Promise, Recovery, own_intervals

PLAUSIBLE = 0.9
PLACE = [column for column in CELL if column != "indicator"]


def by_tariff(new: pl.DataFrame, rates: pl.DataFrame, promise: Promise = PROMISE) -> list[Recovery]:
    """Divides amounts by the rate in force. `rates` holds programme, period and the rupees of one payment."""
    own = own_intervals(new, promise)
    amounts = own.filter(pl.col("unit") == RUPEES, pl.col("indicator") == AMOUNT, "secret" if promise.money_base > 1 else True)
    counts = own.filter(pl.col("indicator").is_in(COUNTED_BY), pl.col("secret"))
    paired = counts.join(amounts.select(*PLACE, amount="value", least_paid="low", most_paid="high"), on=PLACE)
    paired = paired.join(in_force(paired, rates), on=["programme", "period"])
    return list(recovered(believed(divided(paired, promise))))


def in_force(paired: pl.DataFrame, rates: pl.DataFrame) -> pl.DataFrame:
    """The last rate published for a period that had begun when the figure's period ended."""
    known = [(programme, periods.parse(period).start, rate) for programme, period, rate in rates.rows()]
    found = []
    for programme, period in paired.select("programme", "period").unique().rows():
        end = periods.parse(period).end
        before = [(start, rate) for name, start, rate in known if name == programme and start <= end]
        if before:
            found.append((programme, period, max(before)[1]))
    return pl.DataFrame(found, schema={"programme": pl.String, "period": pl.String, "rate": pl.Int64}, orient="row")


def divided(paired: pl.DataFrame, promise: Promise) -> pl.DataFrame:
    """`fewest` and `most` payments by count and amount together; `told` where the amount adds to what the count says.

    An amount that follows from the published count and the rate would stand there whatever the count is.
    """
    rate, base, below = pl.col("rate"), promise.money_base, promise.money_hidden_below
    worth = pl.col("value") * rate
    expected = pl.when(worth >= below).then((worth + base // 2) // base * base)
    follows = (
        pl.when(pl.col("value").is_null()).then(pl.col("amount").is_null()).otherwise(expected.eq_missing(pl.col("amount")))
    )
    return paired.with_columns(
        fewest=pl.max_horizontal("low", -(-pl.col("least_paid") // rate)),
        most=pl.min_horizontal("high", pl.col("most_paid") // rate),
        told=~follows if base > 1 else pl.lit(True),
    )


def believed(divided: pl.DataFrame) -> pl.DataFrame:
    """Where many cells contradict the rate, people were paid something else and the attack proves nothing."""
    possible = pl.col("fewest") <= pl.col("most")
    return divided.filter((possible.mean() >= PLAUSIBLE).over("programme", "period"), possible)


def recovered(divided: pl.DataFrame) -> Iterator[Recovery]:
    pinned = pl.col("most") - pl.col("fewest") + 1 < pl.min_horizontal("least", pl.col("high") - pl.col("low") + 1)
    for row in divided.filter("told", pinned).select(CELL).rows():
        yield Recovery.of(row, TARIFF)
