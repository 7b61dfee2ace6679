"""The entry of a bibliography as The Chicago Manual of Style writes it (17th edition, 14.61 to 14.84), in English."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from research.citations.record import Citation, Name
from research.partial_dates import MONTHS, PartialDate
from research.vocabulary import Kind

MOST_NAMES, NAMES_OF_MANY = 10, 7


def write_chicago(citation: Citation) -> SafeString:
    """HTML: the title in italics, the address as a link."""
    names = _names(citation.names)
    parts = [
        _sentence(names),
        _sentence(format_html("<i>{}</i>", citation.title)),
        _sentence(_kind(citation.kind)),
        _sentence(citation.version),
        _sentence(_published(citation, names)),
        _address(citation),
        _sentence(citation.standing),
    ]
    return mark_safe(" ".join(part for part in parts if part))  # noqa: S308 each part is escaped


def _names(names: Sequence[Name]) -> str:
    shown = [names[0].inverted, *(name.natural for name in names[1:])] if names else []
    if len(shown) > MOST_NAMES:
        return f"{', '.join(shown[:NAMES_OF_MANY])}, et al."
    if len(shown) > 1:
        return f"{', '.join(shown[:-1])}, and {shown[-1]}"
    return "".join(shown)


def _kind(kind: Kind) -> str:
    return "" if kind == Kind.REPORT else kind.english.capitalize()


def _published(citation: Citation, names: str) -> str:
    """The publisher stands once, even if it is the author too."""
    return ", ".join(part for part in (citation.publisher if citation.publisher != names else "", _date(citation.date)) if part)


def _date(date: PartialDate) -> str:
    with translation.override("en"):
        month = str(MONTHS[date.month - 1]) if date.month else ""
    if date.day:
        return f"{month} {date.day}, {date.year}"
    return f"{month} {date.year}".strip()


def _address(citation: Citation) -> str:
    return format_html('<a href="{}">{}</a>.', citation.address, citation.shown_address) if citation.address else ""


def _sentence(text: str) -> str:
    if not text:
        return ""
    return format_html("{}" if text.removesuffix("</i>").endswith((".", "?", "!")) else "{}.", text)
