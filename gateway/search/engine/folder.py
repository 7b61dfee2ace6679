"""One index on disk: which of its builds is the current one, its readers, and a build beside it that is swapped in.

Readers are shared by the threads of a process, one user at a time, and kept until the index changes.
"""

import contextlib
import os
import re
import shutil
import struct
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from pickle import UnpicklingError
from typing import TypeVar

from whoosh.fields import Schema
from whoosh.index import EmptyIndexError, FileIndex, LockError, create_in, open_dir
from whoosh.searching import Searcher

from gateway.search.engine import soundness
from gateway.search.engine.soundness import IndexDamaged, Stamp
from gateway.search.engine.writer import HouseWriter

READERS_KEPT = 8
PAUSES = (0, 0.01, 0.02, 0.05, 0.1, 0.2)
READ_FAILURES = (
    OSError,
    EOFError,
    ValueError,
    LookupError,
    ArithmeticError,
    AssertionError,
    struct.error,
    UnpicklingError,
    TypeError,
)
T = TypeVar("T")
_TOC = re.compile(r"_MAIN_(\d+)\.toc")
Generation = tuple[str, int, tuple[Stamp, ...]]
"""The build, its table of contents, and the state of its segments: a reader of other files is kept no longer."""


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
        """An empty index where nothing was ever written."""
        if not self.current.exists():
            self.swap_in(self.new_build())

    def new_build(self) -> Path:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.mkdir(mode=0o700, exist_ok=True)
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
        return self.path / self.current.readlink()

    def generation(self) -> Generation:
        return self._patiently(self.generation_now)

    def generation_now(self) -> Generation:
        build = self.build
        names = os.listdir(build)
        number = max((int(toc[1]) for toc in map(_TOC.fullmatch, names) if toc), default=-1)
        if number < 0:
            raise EmptyIndexError(f"{build.name} has no table of contents")
        named = soundness.segments(build, number)
        return build.name, number, soundness.stamps(build, (name for name in names if name.partition(".")[0] in named))

    def open(self) -> FileIndex:
        return self._patiently(lambda: open_dir(self.build, schema=self.schema))

    def _patiently(self, look: Callable[[], T]) -> T:
        """A writer replaces its table of contents: who looks just then looks again."""
        for pause in PAUSES:
            with contextlib.suppress(FileNotFoundError, EmptyIndexError):
                return look()
            time.sleep(pause)
        return look()

    def check(self, again: bool = False) -> None:
        """Raises `IndexDamaged` unless the index can be opened and its files are as they were written."""
        with damage_told():
            soundness.check(self.build, again)
        with self.searcher():
            pass

    @contextlib.contextmanager
    def searcher(self) -> Iterator[Searcher]:
        with damage_told():
            generation = self.generation()
            searcher = readers.take(self.path, generation) or self._opened()
        try:
            yield searcher
        except Exception as error:
            with contextlib.suppress(Exception):
                searcher.close()
            self._blame_files(error)
            raise
        readers.give_back(self.path, generation, searcher)

    def _opened(self) -> Searcher:
        soundness.check(self.build)
        return self.open().searcher()

    def _blame_files(self, error: Exception) -> None:
        """Raises `IndexDamaged` where a failure comes from the files; any other failure is a fault of the program."""
        with damage_told():
            soundness.check(self.build, again=True)
            is_proven = soundness.sums(self.build)
        if isinstance(error, READ_FAILURES) and not is_proven:
            raise IndexDamaged(repr(error)) from error

    @contextlib.contextmanager
    def writer(self, build: Path | None = None) -> Iterator[HouseWriter]:
        """A writer that commits at the end of the block, and gives its lock back whatever happens in it.

        Damage is looked for before: a merge would carry it into a new segment.
        """
        with damage_told():
            soundness.check(build or self.build)
            writer = HouseWriter(open_dir(build) if build else self.open())
        try:
            yield writer
        except BaseException:
            writer.cancel()
            raise
        writer.commit()


@contextlib.contextmanager
def damage_told() -> Iterator[None]:
    """Whatever goes wrong with an index's files while it is opened is told as one thing."""
    try:
        yield
    except (IndexDamaged, LockError):
        raise
    except Exception as error:
        raise IndexDamaged(f"{type(error).__name__}: {error}") from error
