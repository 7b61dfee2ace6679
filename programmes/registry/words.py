"""Words that a registry may write in place of a code by mistake: wrong, but nobody's name."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from programmes.registry.codes import AGE_BANDS, COLUMNS, OBS_STATUSES, SEXES, STATUSES, Codes

MISTAKES = """
    male female man men woman women boy girl husband wife widow child children adult family household other both
    unknown none null nan nil missing blank empty total all any yes true false test sample example
    active inactive pending cancelled canceled rejected failed success approved closed open new old final revised draft
    enrolment enrollment payment refund rural urban federal provincial pakistan kashmir district province division tehsil
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec quarter year month
    soon latest current previous last next first second third fourth
    مرد عورت خواتین خاتون لڑکا لڑکی بچہ بچے خاندان کل نامعلوم پاکستان ضلع صوبہ ادا
"""
PLACE = re.compile(r"\b(?:district|province|division|tehsil|zila)\b|ضلع|صوبہ")
BREAKS = re.compile(r"[\s._'’-]+")
SHORTEST_ALIKE, LONG = 4, 8


class KnownWords:
    def __init__(self, codes: Codes):
        listed = {*codes.programmes, *codes.units, *codes.units.values(), *codes.areas, *codes.words}
        fixed = {*SEXES, *AGE_BANDS, *STATUSES, *OBS_STATUSES, *COLUMNS["records"], *COLUMNS["aggregate"]}
        self.words = frozenset(map(plain, listed | fixed | {*MISTAKES.split()}))
        self.codes = (*codes.programmes, *codes.units, *codes.areas, *STATUSES)
        self.by_length: dict[int, list[str]] = {}
        for word in self.words:
            self.by_length.setdefault(len(word), []).append(word)
        self.has = lru_cache(1 << 16)(self.looked_up)

    def looked_up(self, text: str) -> bool:
        """Whether the text is a known word, whatever its case and breaks, or one or two slips of the pen away from one."""
        word = plain(text)
        if word in self.words or not word:
            return True
        slips = 0 if len(word) < SHORTEST_ALIKE else 1 if len(word) < LONG else 2
        near = range(len(word) - slips, len(word) + slips + 1)
        return slips > 0 and any(is_alike(word, known, slips) for length in near for known in self.by_length.get(length, ()))

    def begins(self, text: str) -> bool:
        """Whether the text is how a code begins that was cut off."""
        return any(code.startswith(text) for code in self.codes)


def plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return BREAKS.sub("", PLACE.sub("", folded) or folded)


def is_alike(one: str, other: str, slips: int) -> bool:
    """By Levenshtein's distance."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        row = next_row(row, number, letter, other)
        if min(row) > slips:
            return False
    return row[-1] <= slips


def next_row(row: list[int], number: int, letter: str, other: Iterable[str]) -> list[int]:
    found = [number]
    for at, against in enumerate(other, 1):
        found.append(min(row[at] + 1, found[-1] + 1, row[at - 1] + (letter != against)))
    return found
