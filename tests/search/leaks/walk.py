"""The walk: writers, readers and the index's one writer at work together, until so many changes are made."""

import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from random import Random
from unittest.mock import patch

from django.db import connection

from gateway.search.asked import Asked
from gateway.search.models import IndexJob
from gateway.search.query import search
from gateway.search.writing import write_due
from tests.search.leaks.changes import Writer
from tests.search.leaks.channels import CHANNELS, Reading, damaged
from tests.search.leaks.world import EVERYWHERE, World, nothing_beside, reader, telling_pages

WRITERS, READERS = 4, 2
CHANGES_A_READING = 8
AHEAD_AT_MOST = 60
"""So many changes may be made beyond those that readers have kept up with."""


@dataclass
class Walk:
    """What happened on the way; `leaks` and `failures` are to be empty."""

    world: World
    changes_wanted: int
    seed: int
    changes: int = 0
    readings: int = 0
    made: dict[str, int] = field(default_factory=dict)
    leaks: list[str] = field(default_factory=list)
    failures: list[BaseException] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    seconds: float = 0

    def __post_init__(self) -> None:
        self.lock, self.over = threading.Lock(), threading.Event()

    def __str__(self) -> str:
        kinds = ", ".join(f"{name} {count}" for name, count in sorted(self.made.items()))
        told = [f"{sum(self.made.values())} changes ({kinds})", f"{self.readings} readings", f"{len(self.leaks)} leaks"]
        return f"{', '.join(told)}, {len(self.failures)} failures, {self.seconds:.0f} s of CPU"

    def run(self) -> "Walk":
        before = time.process_time()
        writers = [threading.Thread(target=self._safely, args=(self._write, number)) for number in range(WRITERS)]
        others = [threading.Thread(target=self._safely, args=(self._read, number)) for number in range(READERS)]
        others.append(threading.Thread(target=self._safely, args=(self._write_index,)))
        for thread in (*writers, *others):
            thread.start()
        for thread in writers:
            thread.join()
        self.over.set()
        self.world.rung.set()
        for thread in others:
            thread.join()
        write_due()
        self.missed = list(self._missed())
        self.seconds = time.process_time() - before
        return self

    def _safely(self, work: Callable[..., None], *given: int) -> None:
        try:
            work(*given)
        except BaseException as error:
            traceback.print_exception(error)
            self.failures.append(error)
        finally:
            connection.close()

    def _write(self, number: int) -> None:
        writer = Writer(self.world, number, self.seed)
        while self._one_more():
            writer.change()
        with self.lock:
            self.made = {name: self.made.get(name, 0) + count for name, count in writer.made.items()}

    def _one_more(self) -> bool:
        while self.changes > self.readings * CHANGES_A_READING + AHEAD_AT_MOST and not self.failures:
            time.sleep(0.002)
        with self.lock:
            self.changes += 1
        return self.changes <= self.changes_wanted and not self.failures

    def _read(self, number: int) -> None:
        random = Random(f"{self.seed} reader {number}")  # noqa: S311 - a walk, no key
        while not self.over.is_set():
            if self.readings * CHANGES_A_READING > self.changes:
                time.sleep(0.002)
                continue
            reading = Reading(self.world, random.choice(self.world.people), random)
            random.choices(list(CHANNELS), list(CHANNELS.values()))[0](reading)
            with self.lock:
                self.readings += 1
                self.leaks += reading.leaks

    def _write_index(self) -> None:
        while not self.over.is_set():
            self.world.rung.wait(0.05)
            self.world.rung.clear()
            write_due()
            self.world.model.forget_written(lambda: IndexJob.objects.values_list("page_id", flat=True))

    def _missed(self) -> Iterator[str]:
        """Where, all being written, a person is not told exactly of the pages that the naive model opens to them."""
        model = self.world.model
        now = model.tick()
        for person in self.world.people:
            ought = {node.pk for node in model.by_year.values() if model.may_see(node, person, now)}
            found = search(reader(person), Asked(EVERYWHERE))
            numbers = found.page.paginator.page_range
            seen = {hit.page.pk for number in numbers for hit in search(reader(person), Asked(EVERYWHERE, page=number)).hits}
            if seen != ought or found.total != len(ought):
                yield f"{person.name} finds {sorted(seen - ought)} too many and {sorted(ought - seen)} too few"


@contextmanager
def site(seed: int) -> Iterator[World]:
    """The world, written to the index; the queue's bell wakes the walk's own writer, as it wakes a worker."""
    with ExitStack() as stack:
        for context in (telling_pages(), nothing_beside(), patch("gateway.search.spelling.PAGES_AT_LEAST", 1)):
            stack.enter_context(context)
        stack.enter_context(patch("gateway.search.engine.damage.damage.stands", lambda folder: damaged.stands))
        world = World(seed)
        stack.enter_context(patch("gateway.search.queue.ring", world.rung.set))
        write_due()
        yield world


def walk(changes: int, seed: int) -> Walk:
    with site(seed) as world:
        return Walk(world, changes, seed).run()
