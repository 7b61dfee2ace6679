"""What a reader must be told before comparing the figures of a view."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _, ngettext

from programmes.explorer.panels import Panel
from programmes.explorer.selection import MOST_SERIES
from programmes.models.statistics import Indicator, Observation
from programmes.registry import periods

Reach, Counting = Indicator.Reach, Indicator.Counting
Nature, Status = Observation.Nature, Observation.Status


@dataclass(frozen=True)
class Caution:
    """`tone` is that of a notice: warning, illustrative or note."""

    tone: str
    text: str


def of_view(panels: Iterable[Panel]) -> list[Caution]:
    """About the panels together."""
    kinds = {panel.illustrative for panel in panels}
    if len(kinds) < 2:
        return []
    text = _(
        "Figures of sources and figures made up for demonstration stand apart below. Do not compare the one with the other."
    )
    return [Caution("illustrative", text)]


def of_panel(panel: Panel) -> list[Caution]:
    """About one panel, the gravest first."""
    rows = panel.observations
    found = [
        made_up(panel),
        *mixtures(panel.indicators),
        unequal(rows),
        hidden(rows),
        planned(rows),
        *marked(rows),
        crowded(panel),
        several_sources(rows),
    ]
    return [caution for caution in found if caution]


def made_up(panel: Panel) -> Caution | None:
    text = _("Made up for demonstration: these figures show what a registry could tell. They describe nobody.")
    return Caution("illustrative", text) if panel.illustrative else None


def mixtures(indicators: list[Indicator]) -> list[Caution]:
    found = []
    if {Reach.ENROLLED, Reach.PAID} <= {indicator.reach for indicator in indicators}:
        text = _(
            "Those enrolled and those paid stand side by side here. They are counted differently: not everyone enrolled is paid."
        )
        found.append(Caution("warning", text))
    if len({indicator.counting for indicator in indicators}) > 1:
        text = _(
            "A number at a date (stock) and what happened in a period (flow) stand side by side here. Do not add or subtract them."
        )
        found.append(Caution("warning", text))
    if any(one.part_of_id == other.pk for one in indicators for other in indicators):
        found.append(Caution("warning", _("One of these indicators is a part of another. Do not add them.")))
    return found


def unequal(rows: list[Observation]) -> Caution | None:
    flows = [row for row in rows if row.indicator.counting == Counting.FLOW]
    if len({periods.parse(row.period).months for row in flows}) < 2:
        return None
    return Caution("warning", _("The periods are of different lengths: a year holds more than a quarter. No line joins them."))


def hidden(rows: list[Observation]) -> Caution | None:
    count = sum(row.value is None for row in rows)
    text = ngettext(
        "%(count)s figure is too small to be shown. It may be anything from nought up; no total here is a sum of its parts.",
        "%(count)s figures are too small to be shown. Each may be anything from nought up; no total here is a sum of its parts.",
        count,
    )
    return Caution("note", text % {"count": count}) if count else None


def planned(rows: list[Observation]) -> Caution | None:
    if not any(row.nature == Nature.FORECAST for row in rows):
        return None
    return Caution("note", _("Hollow marks and dashed lines are plans: they had been announced, not carried out."))


def marked(rows: list[Observation]) -> list[Caution]:
    """What the words beside figures mean, those that stand here."""
    meanings = {
        "estimated": _("Approximate: the source itself gives a rough number."),
        "provisional": _("Provisional: it may still change when the period is closed."),
        "revised": _("Revised: an earlier release said something else. The number leads to what it said, and why."),
        "quoted": _("As quoted: these figures stand as others have published them, neither rounded nor worked out anew."),
    }
    there = {
        "estimated": any(row.nature == Nature.ESTIMATED for row in rows),
        "provisional": any(row.status == Status.PROVISIONAL or row.nature == Nature.PROVISIONAL for row in rows),
        "revised": any(row.revised for row in rows),
        "quoted": any(row.status == Status.QUOTED for row in rows),
    }
    return [Caution("note", text) for mark, text in meanings.items() if there[mark]]


def crowded(panel: Panel) -> Caution | None:
    if not panel.left_out:
        return None
    text = _("Only %(most)s series can be told apart; %(more)s more are left out here. Choose fewer, or download them all.")
    return Caution("note", text % {"most": MOST_SERIES, "more": panel.left_out})


def several_sources(rows: list[Observation]) -> Caution | None:
    sources = {(row.origin.registry_id, row.origin.dataset) for row in rows}
    if len(sources) < 2:
        return None
    return Caution("note", _("These figures come from several sources, which may count differently. Each is named below."))
