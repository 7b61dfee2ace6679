"""Judgements as librarians keep them, and nDCG@10 by them."""

import csv
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from bench.judged.library import FOLDER

DEPTH = 10


@dataclass
class Judged:
    """A question and how much each document helps who asks it; the first pattern that fits a document's name counts."""

    number: int
    text: str
    language: str
    kind: str
    grades: list[tuple[str, int]] = field(default_factory=list)

    @property
    def is_held_out(self) -> bool:
        """Every second question is left alone while the ranking is worked on."""
        return self.number % 2 == 0

    def grade(self, name: str) -> int:
        return next((grade for pattern, grade in self.grades if fnmatchcase(name, pattern)), 0)

    def score(self, found: Iterable[str], names: Iterable[str]) -> float:
        """nDCG@10 of an answer, beside the best answer that the documents allow."""
        best = gain(sorted((self.grade(name) for name in names), reverse=True)[:DEPTH])
        if not best:
            raise ValueError(f"No document answers {self.text!r}: its judgements name none.")
        return gain([self.grade(name) for name in found][:DEPTH]) / best


def gain(grades: list[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, 1))


def judged_questions() -> list[Judged]:
    questions: dict[str, Judged] = {}
    with (FOLDER / "judgements.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            new = Judged(len(questions) + 1, row["query"], row["language"], row["kind"])
            question = questions.setdefault(row["query"], new)
            question.grades.append((row["document"], int(row["grade"])))
    for question in questions.values():
        question.grades.sort(key=lambda judged: -judged[1])
    return list(questions.values())
