"""What is asked of each search: words from rare to frequent, and runs of words as the documents hold them."""

from dataclasses import dataclass

import numpy as np

from bench.documents import SEED, document, vocabulary

EACH = 30
BANDS = ((30, 120), (120, 700), (700, 5_000))
"""Ranks of words: those in most documents, in many, in few; smaller numbers would be words like "the"."""
PREFIX = 4


@dataclass(frozen=True)
class Asked:
    kind: str
    words: tuple[str, ...]

    @property
    def typed(self) -> str:
        return f'"{" ".join(self.words)}"' if self.kind == "phrase" else " ".join(self.words)


def questions(count: int) -> dict[str, list[Asked]]:
    """Each kind of question, the same for each run; one in five in Urdu."""
    chance = np.random.default_rng(SEED)
    languages = ["ur" if number % 5 == 0 else "en" for number in range(EACH)]
    one = [Asked("word", (of_band(chance, language, number % 3),)) for number, language in enumerate(languages)]
    three = [Asked("words", tuple(of_band(chance, language, band) for band in (0, 0, 1))) for language in languages]
    runs = [Asked("phrase", run(chance, language, count, 2 + number % 2)) for number, language in enumerate(languages)]
    begun = [Asked("prefix", (of_band(chance, language, number % 3)[:PREFIX],)) for number, language in enumerate(languages)]
    faceted = [Asked("facets", (of_band(chance, language, number % 3),)) for number, language in enumerate(languages)]
    return {"word": one, "words": three, "phrase": runs, "prefix": begun, "facets": faceted}


def of_band(chance: np.random.Generator, language: str, band: int) -> str:
    first, last = BANDS[band]
    return vocabulary(language)[int(chance.integers(first, last))]


def run(chance: np.random.Generator, language: str, count: int, length: int) -> tuple[str, ...]:
    """Words that follow one another in some document and are not all among the most frequent."""
    known = set(vocabulary(language)[: BANDS[0][0]])
    while True:
        made = document(int(chance.integers(count)))
        if made.language != language:
            continue
        sentence = made.text.replace("۔", ".").split(".")[1].lower().split()
        start = int(chance.integers(len(sentence) - length))
        words = tuple(sentence[start : start + length])
        if not known.issuperset(words):
            return words
