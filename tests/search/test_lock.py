"""The write lock, and an index that survives the sudden death of its writer."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest
from django.conf import settings

from gateway.search.lock import IndexBusy, write_lock

HOLD = """
import time
from gateway.search.lock import write_lock
with write_lock():
    {work}
    print("holding", flush=True)
    time.sleep(60)
"""
WRITE_HALF = """
from haystack import connections
    backend = connections["default"].get_backend()
    writer = backend.folder.open().writer()
    writer.add_document(id="gateway_search.indexedpage.1", text="half written")
"""


@pytest.fixture
def holder():
    """Another process that holds the lock until it is killed."""
    started = []

    def hold(work="pass"):
        program = "import django; django.setup()\n" + HOLD.format(work=textwrap.dedent(work).strip())
        process = subprocess.Popen(
            [sys.executable, "-c", program],
            stdout=subprocess.PIPE,
            cwd=settings.BASE_DIR,
            env={**os.environ, "GATEWAY_VAR": str(settings.VAR), "DJANGO_SETTINGS_MODULE": "gateway.settings"},
        )
        started.append(process)
        assert process.stdout.readline() == b"holding\n"
        return process

    yield hold
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def test_one_writer_at_a_time_and_the_second_does_not_wait_forever(holder):
    holder()
    with pytest.raises(IndexBusy), write_lock(wait=0.1):
        pytest.fail("two writers at once")


def test_the_lock_dies_with_its_process(holder):
    process = holder()
    process.send_signal(signal.SIGKILL)
    process.wait()
    with write_lock(wait=5):
        pass


def test_a_writer_killed_in_the_middle_leaves_the_index_whole(holder, publish):
    page = publish("Kafaalat")
    process = holder(WRITE_HALF)
    process.send_signal(signal.SIGKILL)
    process.wait()
    other = publish("Taleemi Wazaif")
    from haystack import connections

    contents = connections["default"].get_backend().contents()
    assert set(contents) == {f"gateway_search.indexedpage.{found.pk}" for found in (page, other)}


def test_the_index_is_readable_by_its_owner_only(publish):
    publish("Kafaalat")
    for folder in (settings.SEARCH_ROOT, settings.SEARCH_ROOT / "public", settings.SEARCH_ROOT / "members"):
        assert folder.stat().st_mode & 0o077 == 0
