"""One index on disk: which of its builds is the current one, its readers, and a build beside it that is swapped in.

Readers are shared by the threads of a process, one user at a time, and kept until the index changes.
"""

import contextlib
import os
import re
import shutil
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

from whoosh.fields import Schema
from whoosh.index import EmptyIndexError, FileIndex, create_in, open_dir
from whoosh.searching import Searcher
from whoosh.writing import IndexWriter

READERS_KEPT = 8
PAUSES = (0, 0.01, 0.02, 0.05, 0.1, 0.2)
_TOC = re.compile(r"_MAIN_(\d+)\.toc")
Generation = tuple[str, int]


class ReaderPool:
    def __init__(self) -> None:
        self._idle: dict[Path, list[tuple[Generation, Searcher]]] = {}
        self._lock = threading.Lock()

    def take(self, path: Path, generation: Generation) -> Searcher | None:
        with self._lock:
            kept = self._idle.pop(path, [])
            current = [searcher for made_of, searcher in kept if made_of == generation]
            self._idle[path] = [(generation, searcher) for searcher in current[:-1]]
        for made_of, searcher in kept:
            if made_of != generation:
                searcher.close()
        return current[-1] if current else None

    def give_back(self, path: Path, generation: Generation, searcher: Searcher) -> None:
        with self._lock:
            kept = self._idle.setdefault(path, [])
            if len(kept) < READERS_KEPT:
                kept.append((generation, searcher))
                return
        searcher.close()

    def forget(self) -> None:
        """A forked process shares no file position with its parent."""
        self._idle, self._lock = {}, threading.Lock()


readers = ReaderPool()
os.register_at_fork(after_in_child=readers.forget)


class IndexFolder:
    def __init__(self, path: Path, schema: Schema) -> None:
        self.path, self.schema = Path(path), schema

    @property
    def current(self) -> Path:
        """The link to the build that is searched."""
        return self.path / "current"

    def prepare(self) -> None:
        if self.current.exists():
            return
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.mkdir(mode=0o700, exist_ok=True)
        self.swap_in(self.new_build())

    def new_build(self) -> Path:
        build = self.path / f"build-{uuid.uuid4().hex}"
        build.mkdir(mode=0o700)
        create_in(build, self.schema)
        return build

    def swap_in(self, build: Path) -> None:
        """Points the link at a build, in one rename; the build before it stays for readers that still open it."""
        before = self.current.readlink() if self.current.is_symlink() else None
        link = self.path / f"{build.name}.link"
        link.symlink_to(build.name)
        link.replace(self.current)
        for old in self.path.glob("build-*"):
            if old.is_dir() and old != build and old.name != str(before):
                shutil.rmtree(old, ignore_errors=True)

    @property
    def build(self) -> Path:
        self.prepare()
        return self.path / self.current.readlink()

    def generation(self) -> Generation:
        build = self.build
        return build.name, max((int(toc[1]) for toc in map(_TOC.fullmatch, os.listdir(build)) if toc), default=0)

    def open(self) -> FileIndex:
        """The current build. A writer replaces its table of contents: who looks just then looks again."""
        for pause in PAUSES:
            with contextlib.suppress(FileNotFoundError, EmptyIndexError):
                return open_dir(self.build, schema=self.schema)
            time.sleep(pause)
        return open_dir(self.build, schema=self.schema)

    @contextlib.contextmanager
    def searcher(self) -> Iterator[Searcher]:
        generation = self.generation()
        searcher = readers.take(self.path, generation) or self.open().searcher()
        try:
            yield searcher
        finally:
            readers.give_back(self.path, generation, searcher)

    @contextlib.contextmanager
    def writer(self, build: Path | None = None) -> Iterator[IndexWriter]:
        """A writer that commits at the end of the block, and gives its lock back whatever happens in it."""
        writer = (open_dir(build) if build else self.open()).writer()
        try:
            yield writer
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
