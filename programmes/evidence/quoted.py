"""A profile's own numbers beside those of releases, and the doubts that name a number, beside that number."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gateway.blocks.body import plain_text
from programmes.choices import NumberStatus
from programmes.evidence.exhibit import ILLUSTRATIVE
from programmes.figures import Figure


def profile_headlines(released: list[Figure], quoted: Iterable, address: str = "") -> list:
    """What stands at the top of a profile: figures of sourced releases, then the profile's own numbers.

    A profile's number steps back where a release holds its indicator. Illustrative figures stand here only alone.
    `address` is the profile's, for pages other than the profile itself.
    """
    sourced = [row for row in released if row.status != ILLUSTRATIVE]
    held = {row.indicator for row in sourced}
    own = [quoted_figure(number, address) for number in quoted if number["headline"] and number["indicator"] not in held]
    return [*sourced, *own] or released


@dataclass(frozen=True)
class QuotedFigure:
    """A number of a profile, as `components/figure.html` shows it."""

    label: str
    value: str
    unit: str
    period: str
    provenance_url: str
    provenance_text: str
    status: str
    indicator: str = ""
    note: str = ""
    source: str = ""


def quoted_figure(number, address: str) -> QuotedFigure:
    planned = number["status"] == NumberStatus.PLANNED
    return QuotedFigure(
        label=_("%(label)s (planned)") % number if planned else number["label"],
        value=number["value"],
        unit=number["unit"],
        period=number["period"],
        provenance_url=f"{address}#numbers",
        provenance_text=number["source"],
        status="" if planned else number["status"],
        indicator=number["indicator"],
        note=number["note"],
        source=number["source"].partition(",")[0],
    )


def doubted(figures: Iterable[Figure | QuotedFigure], doubts: str) -> dict[str, str]:
    """By value, the first sentence of the doubt that names it: a reader of the number must not have to look for it."""
    paragraphs = [plain_text(part) for part in re.split(r"</p>|</li>|<br\s*/?>", doubts or "")]
    found = {}
    for value in {figure.value for figure in figures}:
        names_it = re.compile(rf"(?<![\d.,]){re.escape(value)}(?![\d]|[.,]\d)")
        if doubt := next((text for text in paragraphs if names_it.search(text)), ""):
            found[value] = first_sentence(doubt)
    return found


def first_sentence(text: str) -> str:
    return re.split(r"(?<=[.۔?!])\s", text.strip(), maxsplit=1)[0]
