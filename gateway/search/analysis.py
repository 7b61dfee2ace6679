"""How text becomes the terms that are indexed, searched and highlighted: one analyser for all three.

Urdu letters typed on Arabic keyboards are brought together and vowel signs dropped; letters that
tell words apart (آ and ا, ے and ی, ھ and ہ, hamza above) are kept. English is stemmed after Porter, Urdu lightly.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from whoosh.lang.porter import stem

from gateway.search import urdu

ZWNJ = "\u200c"
LATIN_ACCENTS = "\u0300-\u036f"
AERAB = "\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff"
HAMZA_AND_MADDAH = "\u0653-\u0655"
UNSEEN = "\u00ad\u0640\u061c\u200d-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"

_DROPPED = re.compile(f"[{LATIN_ACCENTS}{AERAB}{UNSEEN}]")
_LETTERS = str.maketrans({"ك": "ک", "ي": "ی", "ى": "ی", "ه": "ہ", "ە": "ہ", "ة": "ۃ"})
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_HAMZA_PAIRS = (("ی\u0654", "ئ"), ("ۀ", "ۂ"), ("ہ\u0654", "ۂ"))

_NUMBER = r"\d+(?:[.,٫٬]\d+)*"
_MARKS = f"[{LATIN_ACCENTS}{AERAB}{HAMZA_AND_MADDAH}{UNSEEN}]"
_LETTER = rf"(?:[^\W_]|{_MARKS})"
_LETTERS_OF_RUN = rf"(?:[^\W_]++|{_MARKS}++)++"
_RUN = re.compile(rf"{_NUMBER}(?!{_LETTER})|{_LETTERS_OF_RUN}(?:['’]{_LETTERS_OF_RUN})*+")
_RUN_WITH_APOSTROPHE = re.compile(rf"{_LETTERS_OF_RUN}(?:['’]{_LETTERS_OF_RUN})++")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?")
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{HAMZA_AND_MADDAH}])*")
_PLAIN_ENGLISH = re.compile(r"[a-z]+")
_WITHIN_WORD = re.compile(r"[^\W_]['’]|.?[^\W_]", re.DOTALL)
"""What stands before a letter inside a word; where it is an apostrophe, the word is looked at as a whole."""
_NOT_PLAIN = re.compile(r"[^\x00-\x7f‘’“”–—…۔،؟؛اآبپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوؤہھءیئے]")
"""Letters that folding may change into others; what has none of these can be searched as it is written."""

COMMON_ENGLISH = (
    "a an and are as at be by can could did do does for from get had has have how i if in into is it its me my of on or "
    "our she he should so that the their them there these they this those to was we were what when where which who "
    "whom whose why will with would you your"
)
COMMON_URDU = (
    "کا کی کے کو میں سے اور ہے ہیں پر نے یہ وہ تھا تھی تھے جو بھی کہ لیے تک ہی تو گا گی گے ہو ہوں ہوا ہوئی ہوئے رہا رہی رہے "
    "اس ان اسے انہیں جس جن جب اپنا اپنی اپنے کیا کون کب کہاں کیسے کیوں کس کتنا کتنی کتنے"
)


class Token(NamedTuple):
    """A term with the place in the text that it was read from."""

    term: str
    start: int
    end: int


def fold(text: str) -> str:
    """One spelling for what readers take for one word; folding twice changes nothing more."""
    folded = _fold_once(text)
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def _fold_once(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace(ZWNJ, " ")).casefold()
    composed = unicodedata.normalize("NFKC", _DROPPED.sub("", unicodedata.normalize("NFKD", plain)))
    letters = composed.translate(_LETTERS).translate(_DIGITS)
    for pair, letter in _HAMZA_PAIRS:
        letters = letters.replace(pair, letter)
    return letters


@lru_cache(maxsize=100_000)
def terms_of_run(run: str) -> tuple[str, ...]:
    """The terms of an unbroken run of letters or digits; a ligature may hold more than one."""
    folded = fold(run)
    if folded[:1].isdigit() and not folded.isalnum():
        number = folded.replace("٫", ".").replace("٬", ",")
        return (number.replace(",", ""),) if _THOUSANDS.fullmatch(number) else tuple(re.split("[.,]", number))
    folded = re.sub(r"['’]s$", "", folded)
    return tuple(_term(word) for word in _WORD.findall(re.sub("['’]", "", folded)))


def _term(word: str) -> str:
    return stem(word) if _PLAIN_ENGLISH.fullmatch(word) else urdu.stem(word)


def tokens(text: str) -> Iterator[Token]:
    for match in _RUN.finditer(text):
        for term in terms_of_run(match.group()):
            yield Token(term, match.start(), match.end())


def terms(text: str) -> list[str]:
    return [term for run in _RUN.findall(text) for term in terms_of_run(run)]


def tokens_among(text: str, wanted: frozenset[str]) -> Iterator[Token]:
    """The tokens of some terms, in their order; most texts need not be taken apart for them."""
    if not all(map(str.isalpha, wanted)) or _NOT_PLAIN.search(text):
        yield from (token for token in tokens(text) if token.term in wanted)
        return
    for start in sorted(places_of(text, wanted)):
        match = _RUN.match(text, start)
        if match is None:
            continue
        for term in terms_of_run(match.group()):
            if term in wanted:
                yield Token(term, match.start(), match.end())


def places_of(text: str, wanted: frozenset[str]) -> set[int]:
    """Where words begin that may become one of the terms."""
    places = {match.start() for match in _RUN_WITH_APOSTROPHE.finditer(text)} if "'" in text or "’" in text else set()
    lower = text.lower()
    for term in wanted:
        beginning = unchanged(term)
        place = lower.find(beginning)
        while place >= 0:
            if not _WITHIN_WORD.fullmatch(lower, max(0, place - 2), place):
                places.add(place)
            place = lower.find(beginning, place + 1)
    return places


def unchanged(term: str) -> str:
    """What every word of this stem begins with: Porter changes the last letter at most, and two in ‑bility, which is ‑ble."""
    if not _PLAIN_ENGLISH.fullmatch(term):
        return term
    return term[: -2 if term.endswith("ble") else -1] or term


def words_of(text: str) -> list[str]:
    """Folded and not stemmed: what a person types of a word is the beginning of it as it is written."""
    return [word for match in _RUN.finditer(text) for word in _WORD.findall(re.sub("['’]", "", fold(match.group())))]


def analysed(text: str) -> str:
    """The text as engines index it: its terms, one space between."""
    return " ".join(terms(text))


COMMON_TERMS = frozenset(terms(f"{COMMON_ENGLISH} {COMMON_URDU}"))
"""Words of almost every text: outside quotation marks a search leaves them out."""
