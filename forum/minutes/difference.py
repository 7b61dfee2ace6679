"""What is different between two sealed versions of the minutes: line by line, and within a line word by word."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from forum.minutes.lines import text_of

SAME, OUT, IN = "same", "out", "in"
Piece = tuple[str, str]
"""Words, and whether they are in both versions, only in the earlier or only in the later one."""
WORDS = re.compile(r"\s+|\S+")
ALIKE = 0.4


@dataclass(frozen=True)
class ChangedPart:
    kind: str
    number: int | None
    title: str
    rows: list[list[Piece]]


def difference(before: list[dict], after: list[dict]) -> list[ChangedPart]:
    """The parts that changed, each whole, so that a change is read where it stands."""
    earlier = {part["key"]: part for part in before}
    changed = [part for part in after if part["lines"] != earlier[part["key"]]["lines"]]
    return [
        ChangedPart(part["kind"], part["number"], part["title"], list(rows(texts(earlier[part["key"]]), texts(part))))
        for part in changed
    ]


def texts(part: dict) -> list[str]:
    return [text_of(line["html"]) for line in part["lines"]]


def rows(before: list[str], after: list[str]) -> Iterator[list[Piece]]:
    for kind, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from ([(SAME, line)] for line in after[start:end])
        else:
            yield from changed_rows(before[first:last], after[start:end])


def changed_rows(before: list[str], after: list[str]) -> Iterator[list[Piece]]:
    """Lines that stand in each other's place, then those that only one version has."""
    both = min(len(before), len(after))
    for old, new in zip(before, after, strict=False):
        yield from changed_line(old, new)
    yield from ([(OUT, line)] for line in before[both:])
    yield from ([(IN, line)] for line in after[both:])


def changed_line(old: str, new: str) -> Iterator[list[Piece]]:
    """Two lines with few words in common are easier to read one after the other."""
    a, b = WORDS.findall(old), WORDS.findall(new)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.ratio() < ALIKE:
        yield [(OUT, old)]
        yield [(IN, new)]
    else:
        yield list(pieces(a, b, matcher.get_opcodes()))


def pieces(a: list[str], b: list[str], steps: Iterable[tuple]) -> Iterator[Piece]:
    for kind, first, last, start, end in steps:
        if kind == "equal":
            yield SAME, "".join(a[first:last])
            continue
        if first < last:
            yield OUT, "".join(a[first:last])
        if start < end:
            yield IN, "".join(b[start:end])
