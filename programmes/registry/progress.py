"""How far a pass over an export is, told to whoever asks."""

from collections.abc import Callable

Progress = Callable[[str, float], object]
GATE, CHECK, PROTECT, AUDIT, PUBLISH = "gate", "check", "protect", "audit", "publish"
STEPS = 100


def silent(step: str, share: float) -> None:
    pass


class Meter:
    """Tells `progress` of one step's share, from 0 to `most`, at most a hundred times however often it is asked."""

    def __init__(self, progress: Progress, step: str, whole: int, most: float = 1.0):
        self.progress, self.step, self.whole, self.most = progress, step, max(1, whole), round(most * STEPS)
        self.told, self.sofar = 0, 0
        progress(step, 0.0)

    def add(self, amount: int) -> None:
        self.sofar += amount
        reached = min(self.sofar * STEPS // self.whole, self.most)
        if reached > self.told:
            self.told = reached
            self.progress(self.step, reached / STEPS)
