"""What happens to saves and to tasks when the broker or a worker is gone."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import redis

from scripts.processes import ROOT, free_port
from tests.live import LiveSite, eventually, filled_folder

SLOW_APP = "tests.integration.slow_tasks"
PUBLISH = """
import time
from gateway.pages.models import HomePage, StandardPage
from gateway.search.models import IndexJob
from gateway.starter.site import add_page
begin = time.monotonic()
page = add_page(HomePage.objects.get(locale__language_code="en"), StandardPage(title="Saved in the dark", slug="saved-in-the-dark"))
print(int(time.monotonic() - begin), page.live, IndexJob.objects.filter(page_id=page.pk).count())
"""
IS_INDEXED = (
    'from gateway.search.models import IndexedPage; print(IndexedPage.objects.filter(title="Saved in the dark").count())'
)


@pytest.fixture
def empty_site(tmp_path):
    """Its queue is all that the test uses."""
    site = LiveSite(tmp_path / "var")
    yield site
    site.end(patience=0)


@pytest.fixture
def quiet_site(empty_site, django_db_setup):
    """With starter content, and nobody at work."""
    shutil.copytree(filled_folder(), empty_site.folder, symlinks=True)
    return empty_site


def lines(path: Path) -> set[int]:
    return {int(line) for line in path.read_text().split()} if path.exists() else set()


def children(process: subprocess.Popen) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def tasks_in_hand(site: LiveSite) -> int:
    with redis.Redis.from_url(site.redis) as client:
        return client.hlen("unacked")


def test_save_neither_fails_nor_waits_while_the_broker_is_gone(quiet_site):
    quiet_site.redis = f"redis://127.0.0.1:{free_port()}/0"
    seconds, is_live, jobs = quiet_site.do(PUBLISH).split()
    assert int(seconds) < 5
    assert is_live == "True"
    assert int(jobs) == 1, "the job waits in the database for the broker to come back"


def test_killed_worker_loses_no_job(quiet_site):
    quiet_site.queue()
    first = quiet_site.work("first")
    eventually(lambda: children(first), "the first worker is up")
    with (quiet_site.folder / "search" / "write.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        quiet_site.do(PUBLISH)
        eventually(lambda: tasks_in_hand(quiet_site), "the first worker waits for its turn to write")
        os.killpg(first.pid, signal.SIGKILL)
    quiet_site.work("second")
    eventually(lambda: quiet_site.do(IS_INDEXED).strip() == "1", "the second worker does what the first one held")


HOLD = """
from gateway.search.lock import write_lock
with write_lock():
    print("holding", flush=True)
    input()
"""


def test_writer_that_stands_still_holds_up_no_publication_and_dies_for_the_next(live_site):
    """It holds the lock and answers to nothing; what is closed meanwhile is hidden at once."""
    code = f"import gateway.celery, django; django.setup()\n{HOLD}"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=live_site.environment, **pipes) as writer:
        try:
            assert writer.stdout.readline() == b"holding\n"
            writer.send_signal(signal.SIGSTOP)
            seconds, is_live, jobs = live_site.do(PUBLISH).split()
            assert (int(seconds) < 5, is_live, int(jobs)) == (True, "True", 1)
            assert "saved-in-the-dark" in live_site.get("/saved-in-the-dark/")
            assert "Saved in the dark" not in live_site.get("/api/search?q=dark")
        finally:
            writer.send_signal(signal.SIGKILL)
    eventually(lambda: live_site.do(IS_INDEXED).strip() == "1", "the next writer takes over", 15)


def test_writer_that_hangs_in_a_worker_is_ended_and_the_next_takes_over(quiet_site):
    quiet_site.queue()
    worker = quiet_site.work("worker", "tests.integration.hung_writer")
    eventually(lambda: children(worker), "the worker is up")
    quiet_site.do("from gateway.search.tasks import write_queue as task; task.soft_time_limit, task.time_limit = 1, 2")
    quiet_site.do(PUBLISH)
    eventually((quiet_site.folder / "stood-still").exists, "a writer stands still")

    def is_written() -> bool:
        quiet_site.do("from gateway.search.queue import ring; ring()")
        return quiet_site.do(IS_INDEXED).strip() == "1"

    eventually(is_written, "the next writer did what the first one held", 30)


def test_killed_child_of_a_worker_loses_no_task(empty_site, tmp_path):
    written = tmp_path / "written"
    empty_site.queue()
    worker = empty_site.work("worker", SLOW_APP)
    empty_site.run("-m", SLOW_APP, str(written), "12")
    eventually(lambda: lines(written), "the worker is at work")
    for child in children(worker):
        os.kill(child, signal.SIGKILL)
    eventually(lambda: lines(written) == set(range(12)), "all tasks done, those that the killed held too")


def test_killed_broker_loses_no_task(empty_site, tmp_path):
    written = tmp_path / "written"
    empty_site.queue()
    empty_site.run("-m", SLOW_APP, str(written), "6")
    empty_site.company.kill("broker")
    empty_site.queue()
    empty_site.work("worker", SLOW_APP)
    eventually(lambda: lines(written) == set(range(6)), "all tasks done after the broker's sudden end")
