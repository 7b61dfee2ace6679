"""The naive model: a tree of pages, what each asks of its readers, and who may know which secret word at which moment.

A read may tell a word if at some moment between its beginning and its end the page that holds the word was open to the
reader. The answer to "close this page" ends that: a read that begins after it may tell nothing. Of a text that was
replaced on an open page the index may know until it is written, to those who could read it before.
"""

import threading
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PUBLIC, SIGNED_IN, SUPERUSER, NOBODY = "public", "signed-in", "superuser", "nobody"


class Timeline:
    """What was so at which moment; while a change is under way, what was before and what will be are both so."""

    def __init__(self, state: str | frozenset[str]) -> None:
        self.moments, self.states = [0], [frozenset({state})]

    def note(self, moment: int, *states: str | frozenset[str]) -> None:
        self.moments.append(moment)
        self.states.append(frozenset(states))

    @property
    def now(self) -> frozenset:
        return self.states[-1]

    def since(self, moment: int) -> frozenset:
        return frozenset().union(*self.states[bisect_right(self.moments, moment) - 1 :])


@dataclass(eq=False)
class Secret:
    word: str
    node: "Node"
    needs: set[str] = field(default_factory=set)
    """What the page asked of its readers while the word stood in it."""
    forgotten_at: int | None = None
    """When the index, too, had forgotten a word that was replaced."""


@dataclass(eq=False)
class Node:
    section: int
    parent: "Node | None" = None
    body: str = ""
    """The token that the page itself asks for, as a meeting does."""
    restriction: str = PUBLIC
    live: bool = True
    pk: int = 0
    document: int = 0
    twin: "Node | None" = None
    gone: bool = False
    children: list["Node"] = field(default_factory=list)
    secrets: dict[str, Secret] = field(default_factory=dict)
    replaced: list[Secret] = field(default_factory=list)
    need: Timeline = field(default_factory=lambda: Timeline(NOBODY))

    def line(self) -> Iterator["Node"]:
        node: Node | None = self
        while node:
            yield node
            node = node.parent

    def tree(self) -> list["Node"]:
        return [self, *(below for child in self.children for below in child.tree())]

    def asks(self) -> str:
        """The token that opens the page: its own demands, its ancestors', and those on their translations."""
        if self.gone or not self.live:
            return NOBODY
        demands = {one.body or PUBLIC for one in self.line()}
        demands |= {version.restriction for one in self.line() for version in (one, one.twin) if version}
        narrow = demands - {PUBLIC, SIGNED_IN}
        if len(narrow) > 1:
            return SUPERUSER
        return next(iter(narrow), SIGNED_IN if SIGNED_IN in demands else PUBLIC)


@dataclass(eq=False)
class Person:
    name: str
    pk: int | None
    tokens: Timeline


class Model:
    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.moment = 0
        self.secrets: dict[str, Secret] = {}
        self.by_year: dict[str, Node] = {}
        self.replaced: list[Secret] = []
        """Words that no page holds any more, and the index perhaps still does."""

    def tick(self) -> int:
        with self.lock:
            self.moment += 1
            return self.moment

    def plant(self, node: Node, **words: str) -> None:
        """Puts words in the place of others; to be followed by a change of the page."""
        with self.lock:
            node.replaced += [node.secrets[name] for name in words if name in node.secrets]
            for name, word in words.items():
                node.secrets[name] = self.secrets[word] = Secret(word, node)

    @contextmanager
    def changing(self, *touched: Node) -> Iterator[None]:
        """Around a change in the database. The model knows already what will be; what was remains so until the end."""
        with self.lock:
            pages = {page for node in touched for page in (*node.tree(), *(node.twin.tree() if node.twin else ()))}
            after = {page: page.asks() for page in pages}
            moment = self.tick()
            for page, need in after.items():
                page.need.note(moment, *page.need.now, need)
                for secret in page.secrets.values():
                    secret.needs.add(need)
        yield
        with self.lock:
            moment = self.tick()
            for page, need in after.items():
                page.need.note(moment, need)
                self.replaced += page.replaced
                page.replaced = []

    @contextmanager
    def seating(self, person: Person, tokens: frozenset[str]) -> Iterator[None]:
        with self.lock:
            person.tokens.note(self.tick(), *person.tokens.now, tokens)
        yield
        with self.lock:
            person.tokens.note(self.tick(), tokens)

    def forget_written(self, waiting: Callable[[], Iterable[int]]) -> None:
        """Replaced words whose page the index's queue no longer holds."""
        with self.lock:
            replaced = list(self.replaced)
        still = set(waiting())
        with self.lock:
            moment = self.tick()
            for secret in replaced:
                if secret.node.pk not in still:
                    secret.forgotten_at = moment
                    self.replaced.remove(secret)

    def may_see(self, node: Node, person: Person, since: int) -> bool:
        with self.lock:
            return meets(node.need.since(since), person.tokens.since(since))

    def may_know(self, word: str, person: Person, since: int) -> bool:
        secret = self.secrets[word]
        with self.lock:
            if secret.forgotten_at is not None and secret.forgotten_at <= since:
                return False
            tokens = person.tokens.since(since)
            return meets(secret.node.need.since(since), tokens) and meets(secret.needs, tokens)


def meets(needs: Iterable[str], tokens: Iterable[frozenset[str]]) -> bool:
    return any(need in held or (SUPERUSER in held and need != NOBODY) for need in needs for held in tokens)
