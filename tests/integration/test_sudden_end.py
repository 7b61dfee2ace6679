"""A refresh that is killed at any moment: readers see one release or the other, and the run still ends as one release."""

import os
import random
import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.factories.exports import Export, cell
from tests.interpreter import Interpreter
from tests.live import LiveSite, eventually

KILLS = 20
AREAS = ("PK", "PK-PB", "PK-SD", "PK-KP", "PK-BA")
PERIODS = ("2024-Q3", "2024-Q4", "2025-Q1")
PROGRAMME = "hunarmand"
ADDRESSES = (f"/api/statistics/observations?programme={PROGRAMME}&indicator=families_paid", f"/programmes/{PROGRAMME}/")
VALUE = re.compile(r"\b7[7-9],?\d\d0\b")


@pytest.fixture
def attempts(site) -> Iterator[Interpreter]:
    """The worker's process, and what it answers."""
    made = Interpreter("tests.integration.refresh_worker", site.environment)
    yield made
    made.end()


def deliver(site: LiveSite, number: int) -> str:
    """Every figure of export `number` says so: 77 000 and ten times the number."""
    rows = [
        cell(programme=PROGRAMME, ref_area=area, period=period, value=str(77_000 + 10 * number))
        for area in AREAS
        for period in PERIODS
    ]
    export = Export(site.folder / "uploads" / f"sudden-{number}", rows, kind="aggregate")
    export.gateway = {"dataset": "sudden-ends", "sequence": number}
    return str(export.write())


@contextmanager
def readers(site: LiveSite) -> Iterator[list[set[str]]]:
    """Poll the API and a page; yields the sets of values that each answer held."""
    seen, over = [], threading.Event()

    def read(address: str) -> None:
        while not over.is_set():
            seen.append({value.replace(",", "") for value in VALUE.findall(site.get(address))})
            time.sleep(0.05)

    threads = [threading.Thread(target=read, args=[address]) for address in ADDRESSES]
    for thread in threads:
        thread.start()
    yield seen
    over.set()
    for thread in threads:
        thread.join()


def undisturbed(site: LiveSite, attempts: Interpreter) -> float:
    """How long a run takes that nobody kills, the first of the process left out."""
    for number in (1, 2):
        begin = time.monotonic()
        begun = attempts.ask("start", deliver(site, number))
        assert attempts.ask("wait", begun["pid"]) == {"status": 0}
        length = time.monotonic() - begin
        assert attempts.ask("finish", begun["run"])["attempts"] == 1
    return length


def test_killed_at_any_moment_a_run_ends_as_one_release_and_no_reader_sees_a_mixture(site, attempts):
    length = undisturbed(site, attempts)
    moments = [length * (n + random.random()) / KILLS for n in range(KILLS)]  # noqa: S311
    killed = 0
    with readers(site) as seen:
        for number, moment in enumerate(random.sample(moments, KILLS), start=3):
            begun = attempts.ask("start", deliver(site, number))
            time.sleep(moment)
            os.kill(begun["pid"], signal.SIGKILL)
            killed += attempts.ask("wait", begun["pid"])["status"] == signal.SIGKILL
            end = attempts.ask("finish", begun["run"])
            assert end["state"] == "published", (moment / length, end)
            assert end["releases"] == [[end["release"], "published"]]
            assert end["figures"] == [len(AREAS) * len(PERIODS)]
            assert end["pointer"] == end["release"]
            assert end["attempts"] <= 2
            assert len(list(site.folder.glob(f"exports/sudden-{number}-2*"))) == 1
    assert killed > KILLS / 2
    assert all(len(values) == 1 for values in seen)
    assert len(set.union(*seen)) > KILLS / 2
    assert list(site.folder.glob("uploads/sudden-*")) == []


def test_lock_of_a_data_set_dies_with_its_process(attempts):
    holder = attempts.ask("hold", "nser/survey")["pid"]
    assert attempts.ask("is_free", "nser/survey") is False
    assert attempts.ask("is_free", "nser/other") is True
    os.kill(holder, signal.SIGKILL)
    attempts.ask("wait", holder)
    assert eventually(lambda: attempts.ask("is_free", "nser/survey"), "the lock is free")


def test_two_publications_wait_for_each_other(attempts):
    """Of whatever data sets: they may speak of the same people."""
    holder = attempts.ask("hold_publication")["pid"]
    assert attempts.ask("may_publish") is False
    os.kill(holder, signal.SIGKILL)
    attempts.ask("wait", holder)
    assert eventually(lambda: attempts.ask("may_publish"), "the lock is free")
