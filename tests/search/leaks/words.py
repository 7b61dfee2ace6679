"""Secret words: all of one form, so that they are found in any answer, and no two alike."""

import re
from random import Random

FORM = re.compile("zx[a-z]{9}")
_CONSONANTS, _VOWELS = "bdfgklmnprtv", "aiou"


class Words:
    """Words for one walk; the same seed makes the same ones."""

    def __init__(self, seed: int) -> None:
        self._random, self._made = Random(seed), set[str]()  # noqa: S311 - words, no keys

    def __call__(self) -> str:
        while True:
            sounds = [self._random.choice(_CONSONANTS) + self._random.choice(_VOWELS) for _ in range(4)]
            word = f"zx{''.join(sounds)}{self._random.choice('kmpt')}"
            if word not in self._made:
                self._made.add(word)
                return word


def secrets_in(text: str) -> set[str]:
    return set(FORM.findall(text.lower()))


def misspelt(word: str) -> str:
    """Two letters in the middle changed places."""
    return f"{word[:5]}{word[6]}{word[5]}{word[7:]}" if word[5] != word[6] else f"{word[:5]}e{word[6:]}"
