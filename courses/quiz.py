"""Questions as plain values, and their marking. Knows nothing of requests or of who answers."""

import hashlib
import json
from dataclasses import dataclass

Answers = dict[str, list[int]]


@dataclass(frozen=True)
class Option:
    number: int
    text: str
    is_right: bool


@dataclass(frozen=True)
class Question:
    code: str
    text: str
    options: tuple[Option, ...]
    explanation: str

    @property
    def right(self) -> frozenset[int]:
        return frozenset(option.number for option in self.options if option.is_right)

    @property
    def allows_several(self) -> bool:
        return len(self.right) > 1


@dataclass(frozen=True)
class Marked:
    """A question with what was chosen."""

    question: Question
    chosen: frozenset[int]

    @property
    def is_right(self) -> bool:
        return self.chosen == self.question.right

    @property
    def options(self) -> list[tuple[Option, bool]]:
        return [(option, option.number in self.chosen) for option in self.question.options]


def questions_of(stream) -> list[Question]:
    return [
        Question(
            code=f"q-{block.id}",
            text=block.value["text"],
            options=tuple(Option(n, o["text"], o["is_right"]) for n, o in enumerate(block.value["options"])),
            explanation=block.value["explanation"],
        )
        for block in stream
    ]


def mark(questions: list[Question], answers: Answers) -> list[Marked]:
    return [Marked(question, frozenset(answers.get(question.code, ()))) for question in questions]


def is_passed(score: int, out_of: int, pass_percent: int) -> bool:
    return score * 100 >= out_of * pass_percent


def fingerprint(form_token: str, lesson_key, answers: Answers) -> str:
    """The same answers in the same shown form: one attempt, however often the button was pressed."""
    text = json.dumps([form_token, str(lesson_key), sorted((code, sorted(n)) for code, n in answers.items())])
    return hashlib.sha256(text.encode()).hexdigest()
