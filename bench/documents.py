"""Made-up documents for measuring search: the same for the same number, four fifths English, one fifth Urdu.

Words are as frequent as in a natural text (Zipf), from 300 to 3,000 of them in a document, most documents short.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

SEED = 20_260
SHORTEST, LONGEST = 300, 3_000
ENGLISH_WORDS, URDU_WORDS = 40_000, 15_000
IN_URDU = 5
"""One document in so many."""
TITLE_WORDS = 8
SENTENCE = 14
YEARS = range(1996, 2026)
THEMES_AT_MOST = 3
LENGTHS = {1: 1_500, 2: 12_000, 3: 1_000_000}
"""Frequent words are short: so many words have one syllable at most, so many two."""

ONSETS = [
    "b",
    "br",
    "c",
    "ch",
    "cl",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "pr",
    "qu",
    "r",
    "s",
    "sh",
    "sl",
    "st",
    "str",
    "t",
    "th",
    "tr",
    "v",
    "w",
    "y",
    "z",
]
VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "io", "oa", "ou"]
CODAS = ["b", "ck", "d", "f", "g", "l", "ll", "m", "n", "nd", "nt", "p", "r", "rd", "rs", "s", "ss", "st", "t", "th", "x"]
ENDINGS = ["", "", "", "s", "ing", "ed", "er", "ation", "ity", "ment", "al", "ly"]
URDU_ONSETS = [
    "ب",
    "پ",
    "ت",
    "ٹ",
    "ج",
    "چ",
    "ح",
    "خ",
    "د",
    "ڈ",
    "ر",
    "ز",
    "س",
    "ش",
    "ص",
    "ط",
    "ع",
    "غ",
    "ف",
    "ق",
    "ک",
    "گ",
    "ل",
    "م",
    "ن",
    "و",
    "ہ",
]
URDU_VOWELS = ["ا", "و", "ی", "ے", "", ""]
URDU_ENDINGS = ["", "", "وں", "یں", "ی", "ے", "ات"]
COMMON = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "a",
    "is",
    "for",
    "that",
    "on",
    "as",
    "by",
    "with",
    "are",
    "from",
    "be",
    "this",
    "was",
    "at",
    "which",
    "it",
    "or",
    "an",
    "have",
    "their",
    "has",
]
COMMON_URDU = [
    "کے",
    "میں",
    "کی",
    "ہے",
    "اور",
    "سے",
    "کا",
    "کو",
    "اس",
    "ہیں",
    "نے",
    "پر",
    "کہ",
    "بھی",
    "ایک",
    "تھا",
    "یہ",
    "جو",
    "کر",
    "ان",
    "وہ",
    "لیے",
    "ہو",
]


@dataclass(frozen=True)
class Made:
    number: int
    language: str
    title: str
    text: str
    year: int
    themes: tuple[int, ...]
    """Numbers of themes, and of a publisher, for whoever has lists of them."""
    publisher: int


def documents(count: int, first: int = 0) -> Iterator[Made]:
    for number in range(first, count):
        yield document(number)


def document(number: int) -> Made:
    chance = np.random.default_rng([SEED, number])
    language = "en" if number % IN_URDU else "ur"
    length = int(SHORTEST * (LONGEST / SHORTEST) ** chance.random())
    words = drawn(chance, language, length)
    title = drawn(chance, language, TITLE_WORDS)
    themes = tuple(sorted(set(chance.integers(0, 1_000, chance.integers(0, THEMES_AT_MOST + 1)).tolist())))
    year = int(YEARS[int(len(YEARS) * chance.random() ** 0.5)])
    return Made(
        number, language, " ".join(title).capitalize(), prose(words, language), year, themes, int(chance.integers(1_000))
    )


def drawn(chance: np.random.Generator, language: str, count: int) -> list[str]:
    words = vocabulary(language)
    return [words[place] for place in np.searchsorted(frequencies(language), chance.random(count)).tolist()]


def prose(words: list[str], language: str) -> str:
    """In sentences, so that there are stops and capitals between the words."""
    stop = "۔" if language == "ur" else "."
    pieces = [" ".join(words[start : start + SENTENCE]).capitalize() for start in range(0, len(words), SENTENCE)]
    return f"{stop} ".join(pieces) + stop


@cache
def frequencies(language: str) -> NDArray[np.float64]:
    """The sums of the words' shares, the most frequent word first."""
    shares = 1 / (np.arange(len(vocabulary(language))) + 2.7)
    return np.cumsum(shares / shares.sum())


@cache
def vocabulary(language: str) -> list[str]:
    """Real small words first, then made-up ones that can be pronounced, the short ones first; every word once."""
    english = language == "en"
    chance = np.random.default_rng(SEED + english)
    known = dict.fromkeys(COMMON if english else COMMON_URDU)
    wanted = ENGLISH_WORDS if english else URDU_WORDS
    while len(known) < wanted:
        long = next(syllables for syllables, most in LENGTHS.items() if len(known) < most)
        known[word(chance, long) if english else urdu_word(chance, long)] = None
    return list(known)


def word(chance: np.random.Generator, long: int) -> str:
    syllables = [pick(chance, ONSETS) + pick(chance, VOWELS) for _ in range(long)]
    return "".join(syllables) + pick(chance, CODAS) + pick(chance, ENDINGS)


def urdu_word(chance: np.random.Generator, long: int) -> str:
    syllables = [pick(chance, URDU_ONSETS) + pick(chance, URDU_VOWELS) for _ in range(long + 1)]
    return "".join(syllables) + pick(chance, URDU_ENDINGS)


def pick(chance: np.random.Generator, choices: list[str]) -> str:
    return choices[int(chance.integers(len(choices)))]
