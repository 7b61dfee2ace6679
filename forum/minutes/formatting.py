"""Bold, italics and links of a line that somebody typed anew: what they did not touch keeps its own."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby

from bs4 import BeautifulSoup, NavigableString, Tag
from django.utils.html import escape

from gateway.blocks.body import plain_text

LINK = re.compile(r"(<a [^>]*>)(.*?)</a>", re.DOTALL)
STYLES = {"b", "strong", "i", "em"}
TOKENS = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")
Style = frozenset[str]
PLAIN: Style = frozenset()


def rows_of(text: str) -> str:
    """Without what no reader sees: spaces around each row, and more than one between words."""
    return "\n".join(" ".join(row.split()) for row in text.strip().splitlines())


def formatted(text: str, before: str) -> str:
    """The text as HTML, with the styles of those words that stood in the line before, and with its links.

    A word put between words of one style takes it. A link stays where its words still stand, once.
    """
    letters = list(zip(text, links_of(text, before), styles_of(text, before), strict=True))
    html = ""
    for link, run in groupby(letters, key=lambda letter: letter[1]):
        inner = "".join(styled(style, "".join(part[0] for part in parts)) for style, parts in groupby(run, lambda one: one[2]))
        html += f"{link}{inner}</a>" if link else inner
    return html


def styled(style: Style, words: str) -> str:
    html = "<br/>".join(escape(row) for row in words.split("\n"))
    for name in sorted(style):
        html = f"<{name}>{html}</{name}>"
    return html


def links_of(text: str, before: str) -> list[str]:
    """For each letter, the tag that begins its link; empty for none."""
    found = [""] * len(text)
    for link in LINK.finditer(before):
        words = plain_text(link[2])
        start = text.find(words)
        if words and text.count(words) == 1 and not any(found[start : start + len(words)]):
            found[start : start + len(words)] = [link[1]] * len(words)
    return found


def styles_of(text: str, before: str) -> list[Style]:
    """For each letter."""
    old = list(letters_of(before))
    a, b = TOKENS.findall("".join(letter for letter, _style in old)), TOKENS.findall(text)
    found: list[Style] = []
    place = 0
    for kind, first, last, start, end in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        taken = sum(map(len, a[first:last]))
        if kind == "equal":
            found += [style for _letter, style in old[place : place + taken]]
        else:
            around = around_of(old, place, place + taken)
            found += [around] * sum(map(len, b[start:end]))
        place += taken
    return [style if not text[n].isspace() else between(found, n, text) for n, style in enumerate(found)]


def between(styles: list[Style], place: int, text: str) -> Style:
    """Of a space, which nobody sees: what the letters beside it share. A new row begins plain."""
    return PLAIN if text[place] == "\n" else styles[place - 1] & styles[place + 1]


def around_of(old: list[tuple[str, Style]], start: int, end: int) -> Style:
    """What the letters on both sides of a change have in common."""
    if start == 0 or end >= len(old):
        return PLAIN
    return old[start - 1][1] & old[end][1]


def letters_of(html: str) -> Iterator[tuple[str, Style]]:
    """Each letter that a reader sees, with its style; rows and words apart as in the text."""
    waiting, before = "", None
    for letter, style in raw_letters(BeautifulSoup(html, "html.parser"), PLAIN):
        if letter == "\n":
            waiting = "\n"
        elif letter.isspace():
            waiting = waiting or " "
        else:
            if waiting and before is not None:
                yield waiting, before & style
            waiting, before = "", style
            yield letter, style


def raw_letters(parent: Tag, style: Style) -> Iterator[tuple[str, Style]]:
    for child in parent.children:
        if isinstance(child, NavigableString):
            yield from ((" " if letter == "\n" else letter, style) for letter in str(child))
        elif child.name == "br":
            yield "\n", PLAIN
        elif isinstance(child, Tag):
            yield from raw_letters(child, style | ({child.name} & STYLES))
