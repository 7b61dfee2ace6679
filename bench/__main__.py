"""Pages under load, as requests a second relative to a bare Django view on the same server in the same run.

Only this machine is asked, for a bounded time. Both sides share its cores, so read the ratios, not the rates.
"""

import http.client
import os
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from tests.live import LiveSite

SECONDS = 5.0
CLIENTS = 4
PAGES = {
    "a bare view": "/healthz",
    "home": "/",
    "a listing": "/research/",
    "a publication": "/research/joint-statement-2025/",
    "a programme": "/programmes/kafaalat/",
    "a search": "/search/?q=social+protection",
}


@dataclass(frozen=True)
class Measure:
    rate: float
    median: float
    queries: int


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="gateway-bench-") as place:
        print("Preparing a site with the starter content …", flush=True)
        site = LiveSite(Path(place), debug=False)
        try:
            fill(site)
            site.serve()
            counts = count_queries(site)
            report({name: measure(site.port, path, counts[path]) for name, path in PAGES.items()})
        finally:
            site.company.end()


def fill(site: LiveSite) -> None:
    site.manage("migrate", "--verbosity", "0")
    site.manage("load_starter_content")
    site.manage("collectstatic", "--no-input", "--verbosity", "0")
    site.rest()


def count_queries(site: LiveSite) -> dict[str, int]:
    """Of a second visit, so that what a process reads once is not counted."""
    os.environ.update(site.environment, DJANGO_SETTINGS_MODULE="gateway.settings")
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    counts = {}
    for path in PAGES.values():
        Client().get(path, headers={"host": "127.0.0.1"})
        with CaptureQueriesContext(connection) as queries:
            answer = Client().get(path, headers={"host": "127.0.0.1"})
        if answer.status_code != 200:
            raise SystemExit(f"{path} answers {answer.status_code}: nothing to measure")
        counts[path] = len(queries)
    return counts


def measure(port: int, path: str, queries: int) -> Measure:
    times: list[float] = []
    end = time.monotonic() + SECONDS
    clients = [threading.Thread(target=ask, args=(port, path, end, times)) for _ in range(CLIENTS)]
    begin = time.monotonic()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return Measure(len(times) / (time.monotonic() - begin), sorted(times)[len(times) // 2], queries)


def ask(port: int, path: str, end: float, times: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while (begin := time.monotonic()) < end:
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status} under load")
        times.append(time.monotonic() - begin)
    connection.close()


def report(measures: dict[str, Measure]) -> None:
    bare = measures["a bare view"].rate
    print(f"\n{'page':<16}{'ratio to bare':>14}{'requests/s':>12}{'median ms':>11}{'queries':>9}")
    for name, found in measures.items():
        print(f"{name:<16}{found.rate / bare:>14.3f}{found.rate:>12.1f}{found.median * 1000:>11.1f}{found.queries:>9}")


if __name__ == "__main__":
    main()
