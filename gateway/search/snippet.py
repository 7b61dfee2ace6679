"""The few words around what was searched for, from the database's text, each found word marked."""

from collections import Counter
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from gateway.search.analysis import Token, tokens_among

WIDTH = 280
LEAD_IN = 80
CHARACTERS_READ = 80_000


def snippet(text: str, wanted: frozenset[str]) -> SafeString:
    """HTML, escaped but for `<mark>`."""
    text = text[:CHARACTERS_READ]
    found = list(tokens_among(text, wanted))
    start, end = best_window(found, len(text))
    start, end = at_word_borders(text, start, end)
    inside = [token for token in found if start <= token.start and token.end <= end]
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return mark_safe(before + marked_range(text, inside, start, end) + after)  # noqa: S308 - every piece is escaped


def marked(text: str, wanted: frozenset[str]) -> SafeString:
    """The whole text with the found words marked; HTML, escaped but for `<mark>`."""
    found = tokens_among(text, wanted)
    return mark_safe(marked_range(text, found, 0, len(text)))  # noqa: S308 - every piece is escaped


def marked_range(text: str, found: Iterable[Token], start: int, end: int) -> str:
    pieces, position = [], start
    for token in found:
        if token.start < position:
            continue
        pieces += [escape(text[position : token.start]), "<mark>", escape(text[token.start : token.end]), "</mark>"]
        position = token.end
    return "".join([*pieces, escape(text[position:end])])


def best_window(found: list[Token], length: int) -> tuple[int, int]:
    """The stretch with the most different words of the search, the first one among equals."""
    best, best_start = 0, 0
    inside: Counter[str] = Counter()
    first = 0
    for token in found:
        inside[token.term] += 1
        while token.end - found[first].start > WIDTH - LEAD_IN:
            inside[found[first].term] -= 1
            first += 1
        different = sum(1 for count in inside.values() if count)
        if different > best:
            best, best_start = different, found[first].start
    start = max(0, best_start - LEAD_IN)
    return start, min(length, start + WIDTH)


def at_word_borders(text: str, start: int, end: int) -> tuple[int, int]:
    if start:
        start = text.find(" ", start, start + 40) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", end - 40, end), end - 40)
    return start, end


def held_terms(text: str, wanted: frozenset[str]) -> frozenset[str]:
    return frozenset(token.term for token in tokens_among(text[:CHARACTERS_READ], wanted))
