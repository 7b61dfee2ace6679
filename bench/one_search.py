"""One size of the search's measurement, in a process of its own: three engines are filled, then asked by turns."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from bench.library import fill, pages_in_batches, prepare
from bench.questions import Asked, questions

ROUNDS = 5
WAGTAIL_QUESTIONS = 3
"""Asked once each: one answer takes seconds or minutes, and what a warm cache would save is nothing beside that."""
PATIENT_UP_TO = 10_000
"""Publications; of more than these, Wagtail's own search answers one question of each kind."""
SAVES = 9
BEFORE = 100
"""Publications that a reader finds while all are indexed."""
TYPED = 30
KINDS = {
    "word": "one word",
    "words": "three words",
    "phrase": "a phrase",
    "prefix": "a prefix",
    "facets": "facets and snippets",
}
FACETS = ("year", "theme", "institution")
TEN = 10
OFTEN = "flog"
"""A word of many publications, and of those that are there before the rebuild."""
Ask = Callable[[Asked], int]


def main() -> None:
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    print(f"\n{count:,} publications: preparing …", flush=True)
    prepare(folder)
    from gateway.search.consistency import rebuild

    found = {"raw": float(fill(BEFORE))}
    rebuild()
    found["raw"] += fill(count, first=BEFORE)
    other = Fts5(folder / "fts5.sqlite3")
    found |= indexing(count, folder, other, found["raw"])
    found |= answering(other, questions(count), count)
    found["save ms"] = saving(count)
    found["worker MB"] = worker(folder, count)
    print(f"a worker above an idle one: {found['worker MB']:.0f} MB; one save searchable: {found['save ms']:.0f} ms of CPU")
    print(json.dumps(found), flush=True)


def indexing(count: int, folder: Path, other: "Fts5", raw: float) -> dict[str, float]:
    ours, empty = rebuilt_while_somebody_reads()
    fts5, wagtail = processor(other.fill), processor(fill_wagtail)
    size = bytes_in(folder / "search")
    print(f"{'indexing':<34}{'CPU ms/document':>16}{'MB':>9}{'÷ raw text':>12}")
    print(f"{'the site, pages read and analysed':<34}{ours / count:>16.2f}{size / 1e6:>9.0f}{size / raw:>12.2f}")
    print(f"{'raw FTS5, texts at hand':<34}{fts5 / count:>16.2f}{other.size / 1e6:>9.0f}{other.size / raw:>12.2f}")
    print(f"{'Wagtail, pages at hand':<34}{wagtail / count:>16.2f}", flush=True)
    return {"rebuild ms": ours / count, "size": size, "empty": empty}


def processor(run: Callable[[], object]) -> float:
    """Milliseconds of this process's CPU time."""
    before = time.process_time()
    run()
    return (time.process_time() - before) * 1000


def bytes_in(folder: Path) -> float:
    """What is looked at now; an index that was replaced stays for a while."""
    return sum(path.stat().st_size for current in folder.glob("*/current") for path in current.resolve().rglob("*"))


class Fts5:
    """SQLite's full-text search by itself, with tables of the facets' values."""

    RANKED = "SELECT rowid FROM fts WHERE fts MATCH ? AND rank MATCH 'bm25(3.0, 1.0)' ORDER BY rank LIMIT 10"
    SNIPPETS = (
        "SELECT rowid, snippet(fts, 1, '<mark>', '</mark>', '…', 40) FROM fts "
        "WHERE fts MATCH ? AND rank MATCH 'bm25(3.0, 1.0)' ORDER BY rank LIMIT 10"
    )
    COUNTS = tuple(
        f"SELECT {facet}, count(*) FROM fts JOIN {facet}s ON {facet}s.page = fts.rowid WHERE fts MATCH ? GROUP BY {facet}"  # noqa: S608
        for facet in FACETS
    )

    def __init__(self, path: Path) -> None:
        self.path = path
        self.connection = sqlite3.connect(path)

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    def fill(self) -> None:
        write = self.connection
        write.execute("CREATE VIRTUAL TABLE fts USING fts5(title, text, tokenize = 'porter unicode61 remove_diacritics 2')")
        for facet in FACETS:
            write.execute(f"CREATE TABLE {facet}s (page INTEGER, {facet} TEXT)")
            write.execute(f"CREATE INDEX {facet}_of_page ON {facet}s (page, {facet})")
        for number, title, text in texts():
            write.execute("INSERT INTO fts (rowid, title, text) VALUES (?, ?, ?)", (number, title, text))
        for facet, rows in facet_rows().items():
            write.executemany(f"INSERT INTO {facet}s VALUES (?, ?)", rows)  # noqa: S608
        write.execute("INSERT INTO fts (fts) VALUES ('optimize')")
        write.commit()

    def written(self, asked: Asked) -> str:
        words = " ".join(f'"{word}"' for word in asked.words)
        return {"phrase": f'"{" ".join(asked.words)}"', "prefix": f"{words}*"}.get(asked.kind, words)

    def __call__(self, asked: Asked) -> int:
        written = (self.written(asked),)
        if asked.kind != "facets":
            return len(self.connection.execute(self.RANKED, written).fetchall())
        for counts in self.COUNTS:
            self.connection.execute(counts, written).fetchall()
        return len(self.connection.execute(self.SNIPPETS, written).fetchall())


def texts() -> Any:
    from research.models import PublicationPage

    return PublicationPage.objects.order_by("pk").values_list("pk", "title", "abstract").iterator(500)


def facet_rows() -> dict[str, list[tuple[int, str]]]:
    from research.models import PublicationPage

    pages = PublicationPage.objects.order_by("pk")
    fields = {"year": "published", "theme": "themes__code", "institution": "publisher__code"}
    return {facet: list(pages.exclude(**{name: None}).values_list("pk", name)) for facet, name in fields.items()}


def fill_wagtail() -> None:
    from wagtail.search.backends import get_search_backend

    from research.models import PublicationPage

    index = get_search_backend().get_index_for_model(PublicationPage)
    for pages in pages_in_batches():
        index.add_items(PublicationPage, pages)


def ours(asked: Asked) -> int:
    """Through Haystack's API, with the condition that the site's search makes of the words."""
    from haystack.backends import SQ
    from haystack.query import SearchQuerySet

    from gateway.search.engine.filters import any_of
    from gateway.search.question import question
    from gateway.search.ranking import having_all

    words = question(asked.typed)
    condition = SQ(text__startswith=asked.words[0]) if asked.kind == "prefix" else having_all(words)
    answer = SearchQuerySet().filter(condition).narrow(any_of("audience", ["public"]))
    for facet in FACETS if asked.kind == "facets" else ():
        answer = answer.facet(facet)
    found = [int(result.pk) for result in answer[:TEN]]
    if asked.kind == "facets":
        answer.facet_counts()
        snippets(found, words.terms)
    return len(found)


def snippets(found: list[int], wanted: frozenset[str]) -> list[str]:
    from gateway.search.models import IndexedPage
    from gateway.search.snippet import snippet

    texts = dict(IndexedPage.objects.filter(pk__in=found).values_list("pk", "text"))
    return [snippet(texts[page], wanted) for page in found]


def wagtails(asked: Asked) -> int:
    from wagtail.search.query import Phrase

    from research.models import PublicationPage

    query = Phrase(" ".join(asked.words)) if asked.kind == "phrase" else " ".join(asked.words)
    return len(PublicationPage.objects.live().search(query)[:TEN])


def answering(other: Fts5, asked: dict[str, list[Asked]], count: int) -> dict[str, float]:
    print(
        f"\n{'CPU ms of an answer':<22}{'p50':>8}{'p95':>8}{'FTS5 p50':>10}{'p95':>8}{'÷ FTS5':>8}{'Wagtail p50':>13}{'÷ ours':>9}"
    )
    measured: dict[str, float] = {}
    for kind, listed in asked.items():
        mine, theirs = by_turns(listed, (ours, other), ROUNDS)
        measured |= {f"{kind} p50": median(mine), f"{kind} p95": high(mine), f"{kind} FTS5 p50": median(theirs)}
        line = f"{KINDS[kind]:<22}{median(mine):>8.2f}{high(mine):>8.2f}{median(theirs):>10.2f}{high(theirs):>8.2f}"
        line += f"{median(mine) / median(theirs):>8.2f}"
        if kind in ("word", "words", "phrase"):
            (slow,) = by_turns(listed[: WAGTAIL_QUESTIONS if count <= PATIENT_UP_TO else 1], (wagtails,), rounds=1, warming=0)
            measured[f"{kind} Wagtail p50"] = median(slow)
            line += f"{median(slow):>13.0f}{median(slow) / median(mine):>9.0f}"
        print(line, flush=True)
    print(f"{'suggestions':<22}{typing():>8.2f}", flush=True)
    return measured


def by_turns(listed: list[Asked], engines: tuple[Ask, ...], rounds: int, warming: int = 1) -> list[list[float]]:
    """Milliseconds of CPU by engine and question, the least of the rounds that follow the warming ones.

    Every engine works in this thread from memory, so this is its latency on a machine that does nothing else; by the
    clock, other work would hit the longer answers harder.
    """
    times: list[list[list[float]]] = [[[] for _ in listed] for _ in engines]
    for again in range(rounds + warming):
        for number, asked in enumerate(listed):
            for engine, ask in enumerate(engines):
                begin = time.thread_time()
                ask(asked)
                if again >= warming:
                    times[engine][number].append((time.thread_time() - begin) * 1000)
    return [[min(tried) for tried in of_engine] for of_engine in times]


def high(times: list[float]) -> float:
    return sorted(times)[int(0.95 * (len(times) - 1) + 0.5)]


def typing() -> float:
    """The median of what is offered to somebody who types the first letters of titles."""
    from django.contrib.auth.models import AnonymousUser
    from django.test import RequestFactory

    from gateway.search.suggestions import suggestions

    request = RequestFactory().get("/search/suggest/")
    request.user = AnonymousUser()
    begun = [title[: 2 + number % 4] for number, (_pk, title, _text) in zip(range(TYPED), texts(), strict=False)]
    times = []
    for typed in begun * 2:
        begin = time.thread_time()
        suggestions(request, typed)
        times.append((time.thread_time() - begin) * 1000)
    return median(times[len(begun) :])


def saving(count: int) -> float:
    """From the request to write a page anew until a search finds its new word."""
    from gateway.search.queue import held, request
    from gateway.search.writing import write_due
    from research.models import PublicationPage

    pages = list(PublicationPage.objects.order_by("pk").values_list("pk", flat=True)[:: max(1, count // SAVES)])[:SAVES]
    times = []
    for number, page in enumerate(pages):
        word = f"zq{'abcdefghijk'[number]}x"
        PublicationPage.objects.filter(pk=page).update(abstract=f"{word} and more words")

        def save(page: int = page, word: str = word) -> None:
            with held():
                request([page])
                write_due()
            if not ours(Asked("word", (word,))):
                raise SystemExit("A page that was saved is not found.")

        times.append(processor(save))
    return median(times)


def rebuilt_while_somebody_reads() -> tuple[float, float]:
    """Milliseconds of CPU, the reader's left out, and how often the reader, who asks all the while, found nothing."""
    from gateway.search.consistency import rebuild

    done, empty, reading = threading.Event(), 0, 0.0

    def read() -> None:
        nonlocal empty, reading
        while not done.is_set():
            empty += not ours(Asked("word", (OFTEN,)))
            reading = time.thread_time() * 1000
            time.sleep(0.05)

    reader = threading.Thread(target=read)
    reader.start()
    used = processor(rebuild)
    done.set()
    reader.join()
    return used - reading, float(empty)


def worker(folder: Path, count: int) -> float:
    environment = {**os.environ, "GATEWAY_VAR": str(folder)}
    command = [sys.executable, "-m", "bench.one_search_worker", str(count)]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return float(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    main()
