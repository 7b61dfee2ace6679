"""What is known in this process of damaged indexes: noted once, told once, and forgotten when another build is there."""

import logging
from pathlib import Path

from django.dispatch import Signal

from gateway.search.engine.folder import Generation, IndexFolder
from gateway.search.engine.soundness import IndexDamaged

damage_noticed = Signal()
"""Sent with `reason` when a damaged index is met for the first time."""

logger = logging.getLogger("gateway.search")


class Damage:
    def __init__(self) -> None:
        self._known: dict[Path, Generation | None] = {}

    def stands(self, folder: IndexFolder) -> bool:
        """Whether the index is still in the state in which it was found damaged."""
        if folder.path not in self._known:
            return False
        if self._known[folder.path] == state_of(folder):
            return True
        self._known.pop(folder.path, None)
        return False

    def note(self, folder: IndexFolder, error: IndexDamaged) -> None:
        state = state_of(folder)
        if folder.path in self._known and self._known[folder.path] == state:
            return
        self._known[folder.path] = state
        damage_noticed.send(sender=IndexFolder, name=folder.path.name, reason=str(error))


def state_of(folder: IndexFolder) -> Generation | None:
    """None where even that cannot be read."""
    try:
        return folder.generation_now()
    except Exception:
        return None


damage = Damage()
