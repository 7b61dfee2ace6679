"""Minutes as lines: a rich text is taken apart into paragraphs and entries of lists, and lines are put together again."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.http.request import validate_host
from django.utils.html import escape, strip_tags

from forum.minutes.formatting import formatted, rows_of
from gateway.blocks.body import plain_text

Line = dict[str, str]
"""`style` is p, ul or ol; `html` holds what stands in the line, as the editor stores it."""

BREAK = re.compile(r"<br\s*/?>")
LISTS = ("ul", "ol")
INLINE = {"b", "i", "strong", "em", "br"}


def split(html: str) -> list[Line]:
    return [line for line in lines_in(BeautifulSoup(html, "html.parser")) if plain_text(line["html"])]


def lines_in(parent: Tag) -> Iterator[Line]:
    for child in parent.children:
        if not isinstance(child, Tag):
            yield {"style": "p", "html": escape(str(child).strip())}
        elif child.name in LISTS:
            yield from entries(child)
        else:
            yield {"style": "p", "html": child.decode_contents().strip()}


def entries(found: Tag) -> Iterator[Line]:
    """Those of a list within the list follow the entry in which they stand."""
    for entry in found.find_all("li", recursive=False):
        inner = [nested.extract() for nested in entry.find_all(LISTS, recursive=False)]
        yield {"style": found.name, "html": entry.decode_contents().strip()}
        for nested in inner:
            yield from entries(nested)


def text_of(html: str) -> str:
    """The words of a line, its line breaks kept."""
    rows = (plain_text(row) for row in BREAK.split(html))
    return "\n".join(rows).strip()


def html_of(text: str, before: str = "") -> str:
    """A line as somebody typed it; words of the line before keep their bold, italics and links."""
    return formatted(rows_of(text), before)


def joined(lines: Iterable[Line]) -> str:
    """Lines as a text again: entries of one list that follow each other make a list."""
    blocks = []
    for style, group in groupby(lines, key=lambda line: line["style"]):
        if style == "p":
            blocks += [f"<p>{line['html']}</p>" for line in group]
        else:
            found = "".join(f"<li>{line['html']}</li>" for line in group)
            blocks.append(f"<{style}>{found}</{style}>")
    return "".join(blocks)


def for_everybody(html: str) -> str:
    """Without links into the site, whose addresses would name a closed file or page; other links stay."""
    found = BeautifulSoup(html, "html.parser")
    for tag in found.find_all(True):
        address = tag.get("href", "")
        tag.attrs = {}
        if tag.name == "a" and leads_elsewhere(address):
            tag.attrs = {"href": address, "rel": "noopener noreferrer"}
        elif tag.name not in INLINE:
            tag.unwrap()
    return str(found)


def leads_elsewhere(address: str) -> bool:
    """The site's own addresses stay inside even where they are written out in full."""
    host, own = host_of(address), [host_of(settings.SITE_URL), *settings.ALLOWED_HOSTS]
    return address.startswith(("https://", "http://")) and bool(host) and not validate_host(host, set(own) - {"*"})


def host_of(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def words_in(parts: Iterable[dict]) -> str:
    """What search finds sealed parts by."""
    return " ".join(f"{part['title']} " + " ".join(strip_tags(line["html"]) for line in part["lines"]) for part in parts)
