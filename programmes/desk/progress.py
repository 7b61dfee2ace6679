"""How far a run is: step by step, and in per cent of the whole."""

from dataclasses import dataclass
from typing import Any

from programmes.models import Run
from programmes.progress import DECISION, ENDS


@dataclass(frozen=True)
class Stage:
    """`place` is "done", "now" or "ahead"."""

    code: str
    label: str
    place: str


def stages(run: Run) -> list[Stage]:
    steps = [Run.Step(code) for code in (DECISION if run.is_decision else ENDS)]
    at = steps.index(run.step) if run.step in steps else -1
    return [Stage(step.value, str(step.label), place(number, at, run)) for number, step in enumerate(steps)]


def place(number: int, at: int, run: Run) -> str:
    if number < at or run.state in (Run.State.PUBLISHED, Run.State.HELD):
        return "done"
    return "now" if number == at else "ahead"


def is_over(run: Run) -> bool:
    return run.state not in Run.OPEN


def as_json(run: Run) -> dict[str, Any]:
    return {
        "state": run.state,
        "step": run.step,
        "stages": {stage.code: stage.place for stage in stages(run)},
        "done": run.done,
        "over": is_over(run),
    }
