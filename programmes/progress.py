"""How far a refresh has come: kept in its run's row for those who watch, now and then, and never within a publication."""

import time
from collections.abc import Callable

from programmes.models import Run

Progress = Callable[[str, float], None]
Watch = Callable[[int, str], None]
Step = Run.Step
ENDS = {Step.GATE: 20, Step.CHECK: 70, Step.PROTECT: 75, Step.AUDIT: 85, Step.PUBLISH: 100}
DECISION = {Step.AUDIT: 80, Step.PUBLISH: 100}
SECONDS_BETWEEN = 0.5


def unwatched(step: str, share: float) -> None:
    """For a refresh that nobody watches."""


def per_cent(step: str, share: float, ends: dict[Step, int] = ENDS) -> int:
    steps = list(ends)
    begin = ends[steps[steps.index(step) - 1]] if step != steps[0] else 0
    return round(begin + min(max(share, 0.0), 1.0) * (ends[step] - begin))


def kept_in(run: Run, watch: Watch | None = None) -> Progress:
    """Each new step is written at once, what lies between at most every half second."""
    written = (time.monotonic(), "")
    ends = DECISION if run.is_decision else ENDS

    def progress(step: str, share: float) -> None:
        nonlocal written
        done = per_cent(step, share, ends)
        if watch:
            watch(done, step)
        now = time.monotonic()
        if step != written[1] or now - written[0] > SECONDS_BETWEEN:
            Run.objects.filter(pk=run.pk).update(step=step, done=done)
            written = (now, step)

    return progress
