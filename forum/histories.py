"""What had been recorded here of the commitments by the end of each quarter since they were made."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from forum.models import Commitment, CommitmentReport
from forum.progress import Segment, laid_out

FIRST_QUARTER_ENDS = date(2025, 3, 31)  # the Joint Statement is of 26 February 2025


@dataclass(frozen=True)
class Column:
    """A day, with the number of commitments in each state, in the order of `Commitment.State`."""

    day: date
    counts: list[int]
    segments: list[Segment]
    is_today: bool


def give_histories(commitments: list[Commitment]) -> None:
    """Gives each its `told`: its reports, the latest first; one question for all."""
    told: dict[int, list[CommitmentReport]] = {}
    reports = CommitmentReport.objects.filter(commitment__in=commitments).select_related("institution")
    for report in reports.order_by("-recorded_at", "-pk"):
        told.setdefault(report.commitment_id, []).append(report)
    for commitment in commitments:
        commitment.told = told.get(commitment.pk, [])


def quarter_ends(today: date) -> Iterator[date]:
    """Those before today."""
    end = FIRST_QUARTER_ENDS
    while end < today:
        yield end
        later = end + timedelta(days=80)
        end = date(later.year + later.month // 12, later.month % 12 + 1, 1) - timedelta(days=1)


def columns(commitments: list[Commitment]) -> list[Column]:
    """One for each quarter and one for today: a later report changes no earlier column."""
    today = timezone.localdate()
    return [column(commitments, day, today) for day in [*quarter_ends(today), today]]


def column(commitments: list[Commitment], day: date, today: date) -> Column:
    states = [state_on(commitment, day) for commitment in commitments]
    counts = {state: states.count(state) for state in Commitment.State}
    return Column(day, list(counts.values()), laid_out(counts), day == today)


def state_on(commitment: Commitment, day: date) -> str:
    reports = (report.state for report in commitment.told if timezone.localdate(report.recorded_at) <= day)
    return next(reports, Commitment.State.UNREPORTED)


def first_report(commitments: list[Commitment]) -> date | None:
    """The day on which anything was recorded for the first time."""
    days = [timezone.localdate(commitment.told[-1].recorded_at) for commitment in commitments if commitment.told]
    return min(days, default=None)
