"""Turns `[2]` in a text into a mark that leads to the second footnote, and leads back from it."""

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

TAG = re.compile(r"(<[^>]*>)")
MARK = re.compile(r"\s?\[([0-9]{1,3})\]")
LINK = re.compile(r"<(/?)a[\s>]")


class Footnotes:
    """The notes of one page while its texts are marked, one after another; numbers that no note has are left as they are."""

    def __init__(self, texts: list[str]) -> None:
        self.texts = texts
        self.marked: set[int] = set()

    def mark(self, html: str) -> SafeString:
        if not self.texts:
            return mark_safe(html)  # noqa: S308 it is rendered already
        parts, inside_link = [], False
        for part in TAG.split(html):
            if part.startswith("<"):
                inside_link = inside_link if not (found := LINK.match(part)) else not found[1]
            elif not inside_link:
                part = MARK.sub(self._mark, part)
            parts.append(part)
        return mark_safe("".join(parts))  # noqa: S308 only marks are added

    def _mark(self, match: re.Match) -> str:
        number = int(match[1])
        if not 1 <= number <= len(self.texts):
            return match[0]
        place = format_html(' id="mark-{}"', number) if number not in self.marked else ""
        self.marked.add(number)
        return format_html('<sup{}><a href="#note-{}" role="doc-noteref">{}</a></sup>', place, number, number)

    @property
    def notes(self) -> list[tuple[int, str, bool]]:
        """Number, words, and whether a mark leads to it; to be asked after the texts are marked."""
        return [(number, text, number in self.marked) for number, text in enumerate(self.texts, 1)]
