"""What was worked out for the segments of indexes, within a bound of memory; segments never change, they are only replaced."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

BYTES_KEPT = 32 * 1024 * 1024
"""Columns and filters of some 300,000 documents."""
OVERHEAD = 500


class SegmentMemory:
    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, ...], tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()
        self._size = 0

    def get(self, key: tuple[str, ...], make: Callable[[], Any]) -> Any:
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key][0]
        value = make()
        with self._lock:
            self._keep(key, value)
        return value

    def _keep(self, key: tuple[str, ...], value: Any) -> None:
        if key in self._known:
            return
        size = OVERHEAD + getattr(value, "nbytes", 0)
        self._known[key] = value, size
        self._size += size
        while self._size > BYTES_KEPT and len(self._known) > 1:
            self._size -= self._known.popitem(last=False)[1][1]

    def forget(self) -> None:
        with self._lock:
            self._known.clear()
            self._size = 0


memory = SegmentMemory()
