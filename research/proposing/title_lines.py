"""The title on a first page, by the size of its letters: also one that is set in two sizes, and its subtitle."""

import re

from research.importing.dates import partial_date

BETWEEN = re.compile(r"\s*(?:[,;،؛·•|&]| and | اور )\s*")
NAME = re.compile(r"(?:Dr\.?\s|Prof\.?\s)?(?:[A-Z][\w.'’-]*\s?){2,4}")
NO_SUBTITLE = re.compile(
    r"^(?:by|authors?|prepared|written|draft|working paper|discussion paper|version|volume|vol|no)\b", re.I
)
BODY = re.compile(
    r"\b(?:ministry|department|government|authority|university|institute|bank|agency|commission|organi[sz]ation)\b", re.I
)
JOINING = {
    *("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "to", "towards", "with", "&"),
    *("کا", "کی", "کے", "کو", "میں", "سے", "پر", "اور", "تک", "نے"),
}
LARGEST, AT_LEAST, FURTHER_DOWN = 0.9, 0.5, 1.1

Line = tuple[str, float]


def title_in(lines: list[Line]) -> str:
    """The first lines in the largest letters; with those that they go on in, and a subtitle after a colon."""
    written = [(text, size) for text, size in lines if sum(map(str.isalpha, text)) > 2]
    most = max((size for _text, size in written), default=0)
    begin, end = largest(written, LARGEST * most)
    while begin and goes_on(written[begin - 1], written[begin], AT_LEAST * most):
        begin -= 1
    while 0 < end < len(written) and goes_on(written[end - 1], written[end], AT_LEAST * most):
        end += 1
    title = " ".join(text for text, _size in written[begin:end])
    below = subtitle(written[end:], AT_LEAST * most) if title else ""
    return title if not below else f"{title} {below}" if title[-1] in ":?!–—-" else f"{title}: {below}"


def largest(written: list[Line], size: float) -> tuple[int, int]:
    fitting = [each >= size and not partial_date(text) for text, each in written]
    begin = fitting.index(True) if True in fitting else 0
    end = next((place for place in range(begin, len(written)) if not fitting[place]), len(written))
    return begin, end


def goes_on(first: Line, second: Line, at_least: float) -> bool:
    """Whether one line cannot stand without the other: it ends in a joining word, or the next begins with a small letter."""
    (before, size), (after, other) = first, second
    hangs = before.split()[-1].lower() in JOINING or before.endswith((",", "-", "–")) or after[0].islower()
    return hangs and min(size, other) >= at_least and not partial_date(after)


def subtitle(below: list[Line], at_least: float) -> str:
    """The next lines of one size, if it is a size for titles only and they are no names."""
    size = below[0][1] if below else 0
    same = [text for text, each in below if each > size / FURTHER_DOWN]
    block = same[: next((place for place, (_text, each) in enumerate(below) if each <= size / FURTHER_DOWN), len(below))]
    stands_out = size >= at_least and len(block) < len(below) and len(same) == len(block) <= 3
    text = " ".join(block)
    return text if stands_out and len(text.split()) > 2 and is_no_name(text) else ""


def is_no_name(text: str) -> bool:
    other = NO_SUBTITLE.match(text) or BODY.search(text) or partial_date(text)
    return not (other or all(NAME.fullmatch(part) for part in BETWEEN.split(text)))
