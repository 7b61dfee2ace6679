"""A light stemmer for Urdu: the endings of plural and oblique nouns and adjectives, and nothing else.

It strips the longest ending once it leaves enough of a word, after A. Ramanathan and D. Rao, "A Lightweight Stemmer for
Hindi" (EACL workshop on South Asian languages, 2003); which endings Urdu has, and that short words need care, after
Q. Akram, A. Naseer and S. Hussain, "Assas-Band, an Affix-Exception-List Based Urdu Stemmer" (ALR, 2009).
"""

import re

ENDINGS = (
    ("یوں", "ی", 2),
    ("یاں", "ی", 2),
    ("ئیں", "", 3),
    ("ؤں", "", 3),
    ("وں", "", 2),
    ("یں", "", 3),
    ("ے", "", 2),
)
"""An ending, what takes its place, and how many letters must stand before it."""
LONG_VOWELS = "اوآ"
_URDU = re.compile(r"[\u0621-\u06d3]+")


def stem(word: str) -> str:
    """A folded word without its ending; a stem is its own stem."""
    if not _URDU.fullmatch(word):
        return word
    while (shorter := _shorter(word)) != word:
        word = shorter
    return word


def _shorter(word: str) -> str:
    for ending, instead, letters in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= letters:
            return word.removesuffix(ending) + instead
    if word.endswith("ہ") and len(word) > 2 and word[-2] not in LONG_VOWELS:
        return word[:-1]
    return word
