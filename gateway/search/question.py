"""What a person typed, as terms: single words, and phrases in quotation marks."""

import re
from dataclasses import dataclass

from gateway.search.analysis import COMMON_TERMS, terms

CHARACTERS_AT_MOST = 1_000
PARTS_AT_MOST = 24
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]')


@dataclass(frozen=True)
class Question:
    """`words` are single terms, `phrases` runs of terms that must stand together, `run` all terms as they were typed."""

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    run: tuple[str, ...] = ()

    @property
    def parts(self) -> list[tuple[str, ...]]:
        return [*self.phrases, *((word,) for word in self.words)]

    @property
    def terms(self) -> frozenset[str]:
        return frozenset(term for part in self.parts for term in part)

    @property
    def as_typed(self) -> tuple[str, ...]:
        """The words in their order, small ones too, for the bonus of a text that has them side by side."""
        return self.run if not self.phrases and 1 < len(self.run) <= PARTS_AT_MOST else ()

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)


def question(text: str) -> Question:
    text = text[:CHARACTERS_AT_MOST]
    phrases = [tuple(terms(quoted)[:PARTS_AT_MOST]) for quoted in _QUOTED.findall(text)]
    loose = list(dict.fromkeys(terms(_QUOTED.sub(" ", text))))
    telling = [word for word in loose if word not in COMMON_TERMS] or loose
    words = [*(phrase[0] for phrase in phrases if len(phrase) == 1), *telling]
    phrases = [phrase for phrase in phrases if len(phrase) > 1][: PARTS_AT_MOST // 4]
    return Question(tuple(dict.fromkeys(words))[:PARTS_AT_MOST], tuple(dict.fromkeys(phrases)), tuple(terms(text)))
