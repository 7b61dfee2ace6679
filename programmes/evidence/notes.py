"""Which release's note may stand beside a number."""

from collections import defaultdict
from collections.abc import Sequence

from programmes.evidence.rows import Row


def keep_notes_of_one_figure(rows: Sequence[Row]) -> None:
    """A release's note stands beside a number only where it can speak of no other.

    That is where the release tells one indicator, and its data set is named after the programme or the indicator.
    """
    told: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        told[row.origin.pk].add(row.indicator.code)
    for row in rows:
        if len(told[row.origin.pk]) > 1 or not is_named_after(row):
            row.origin.description = row.origin.description_ur = ""


def is_named_after(row: Row) -> bool:
    """By the first word, which `stipend-2024` shares with `stipend_rate`, and `flood-relief-2022` with its programme."""
    return row.origin.dataset.partition("-")[0] in (row.programme.partition("-")[0], row.indicator.code.partition("_")[0])
