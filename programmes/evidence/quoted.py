"""A profile's own numbers beside those of releases, and the doubts that name a number, beside that number."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import get_language, gettext as _

from gateway.blocks.body import plain_text
from programmes.choices import NumberStatus
from programmes.evidence.exhibit import ILLUSTRATIVE
from programmes.figures import Figure
from programmes.models.statistics import Indicator


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
    definition: str = ""
    is_definition_english: bool = False


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


def defined(figures: Iterable) -> list:
    """The profile's own numbers with the definition of the indicator that they name, or a word that there is none; one query
    if any names one."""
    figures = list(figures)
    named = {figure.indicator for figure in figures if isinstance(figure, QuotedFigure)} - {""}
    known = Indicator.objects.in_bulk(named, field_name="code") if named else {}
    return [with_definition(figure, known) for figure in figures]


def with_definition(figure: Figure | QuotedFigure, known: dict[str, Indicator]) -> Figure | QuotedFigure:
    if not isinstance(figure, QuotedFigure):
        return figure
    indicator = known.get(figure.indicator)
    if indicator is None:
        return replace(figure, definition=_("Counted as its source counts it; the gateway has no definition of its own."))
    english = get_language() == "ur" and indicator.meaning_language == "en"
    return replace(figure, definition=indicator.meaning, is_definition_english=english)


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
