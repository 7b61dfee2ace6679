"""The reference as the seventh edition of the APA manual writes it, in English whatever the reader's language."""

import re
from collections.abc import Sequence

from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from research.citations.record import Citation, Name
from research.partial_dates import MONTHS, PartialDate

MOST_NAMES = 20


def write_apa(citation: Citation) -> SafeString:
    """HTML: the title in italics, the address as a link; a retraction is said last, as the manual asks."""
    when, title = _date(citation.date), format_html("<i>{}</i>{}{}.", citation.title, _version(citation), _bracket(citation))
    names = _names(citation.names)
    start = format_html("{} ({}). {}", _stop(names), when, title) if names else format_html("{} ({}).", title, when)
    publisher = citation.publisher if citation.publisher != names else ""
    end = format_html(' <a href="{}">{}</a>', citation.address, citation.shown_address) if citation.address else ""
    said = f" ({citation.standing})" if citation.standing else ""
    return format_html("{}{}{}{}", start, format_html(" {}", _stop(publisher)) if publisher else "", end, said)


def _names(names: Sequence[Name]) -> str:
    shown = [_name(name) for name in names]
    if len(shown) > MOST_NAMES:
        return f"{', '.join(shown[: MOST_NAMES - 1])}, … {shown[-1]}"
    if len(shown) > 1:
        return f"{', '.join(shown[:-1])}, & {shown[-1]}"
    return "".join(shown)


def _name(name: Name) -> str:
    if name.literal or not name.given:
        return name.family
    initials = re.sub(r"(\w)[\w.'’]*", r"\1.", name.given)
    return f"{name.family}, {initials}"


def _date(date: PartialDate) -> str:
    with translation.override("en"):
        month = str(MONTHS[date.month - 1]) if date.month else ""
    return f"{date.year}, {month} {date.day or ''}".strip(" ,")


def _version(citation: Citation) -> str:
    return f" ({citation.version})" if citation.version else ""


def _bracket(citation: Citation) -> str:
    return f" [{citation.kind.english.capitalize()}]"


def _stop(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
