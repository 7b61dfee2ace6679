"""A person's packs are made one after the other, and one may wait: whoever clicks again and again holds up nobody else."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

AT_MOST = 2


@dataclass
class Queue:
    door: Lock = field(default_factory=Lock)
    length: int = 0


queues: dict[int, Queue] = {}
counting = Lock()


@contextmanager
def turn(person: int) -> Iterator[bool]:
    """Begins when it is the person's turn; false where they have as many packs under way as may be, in this web process."""
    with counting:
        queue = queues.setdefault(person, Queue())
        has_room = queue.length < AT_MOST
        queue.length += has_room
    if not has_room:
        yield False
        return
    try:
        with queue.door:
            yield True
    finally:
        with counting:
            queue.length -= 1
            if not queue.length:
                del queues[person]
