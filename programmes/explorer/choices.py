"""The form of the explorer: every choice that leads to figures, and none that leads to nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from gateway.taxonomy.models import Area
from programmes.evidence import rank
from programmes.explorer.names import Names, joined
from programmes.explorer.selection import SEXES, Selection, place_order
from programmes.explorer.state import EVERY, By
from programmes.registry import periods
from programmes.registry.codes import AGE_BANDS, TOTAL


@dataclass(frozen=True)
class Choice:
    code: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Group:
    """Choices under a heading; a group without one stands open."""

    choices: list[Choice]
    heading: str = ""

    @property
    def is_open(self) -> bool:
        return not self.heading or any(choice.chosen for choice in self.choices)


@dataclass(frozen=True)
class Picker:
    """One parameter of the address. `chosen` says in words what is chosen now."""

    name: str
    label: str
    chosen: str
    groups: list[Group] = field(default_factory=list)


def pickers(selection: Selection, names: Names) -> list[Picker]:
    found = [programmes(selection, names), indicators(selection, names), areas(selection, names)]
    if len(selection.offer.sexes) > 1 and selection.state.by != By.SEX:
        found.append(parts("sex", _("Sex"), selection.sexes, selection.offer.sexes, (TOTAL, *SEXES), names))
    if len(selection.offer.age_bands) > 1 and selection.state.by != By.AGE:
        found.append(parts("age", _("Age"), selection.ages, selection.offer.age_bands, (TOTAL, *AGE_BANDS), names))
    return found


def in_words(labels: Iterable[str]) -> str:
    labels = list(labels)
    return joined(labels[:2]) + (_(" and %(more)s more") % {"more": len(labels) - 2} if len(labels) > 2 else "")


def picker(name: str, label: str, codes: Iterable[str], chosen: list[str], names: Names) -> Picker:
    choices = [Choice(code, names.label(name, code), code in chosen) for code in codes]
    return Picker(name, label, in_words(names.label(name, code) for code in chosen), [Group(choices)])


def programmes(selection: Selection, names: Names) -> Picker:
    held = sorted({programme for programme, _indicator in selection.pairs}, key=lambda code: names.label("programme", code))
    return picker("programme", _("Programme"), held, selection.programmes, names)


def indicators(selection: Selection, names: Names) -> Picker:
    held = {indicator for programme, indicator in selection.pairs if programme in selection.programmes}
    in_order = sorted(held, key=lambda code: (rank(code), names.label("indicator", code)))
    return picker("indicator", _("Indicator"), in_order, selection.indicators, names)


def parts(name: str, label: str, chosen: list[str], held: frozenset[str], order: Iterable[str], names: Names) -> Picker:
    return picker(name, label, [code for code in order if code in held], chosen, names)


def areas(selection: Selection, names: Names) -> Picker:
    """Country and provinces first, then each province's districts under its name."""
    state = selection.state
    chosen = (
        set(state.area) if state.by in (By.PROVINCE, By.DISTRICT) else {area.iso_code or area.code for area in selection.areas}
    )
    held = sorted((names.areas[code] for code in selection.offer.areas), key=place_order)
    districts: dict[str, list[Choice]] = {}
    upper = {area.pk: area for area in held if area.kind != Area.Kind.DISTRICT}
    for area in held:
        if area.kind == Area.Kind.DISTRICT:
            upper.setdefault(area.parent_id, area.parent)
            districts.setdefault(area.parent.label, []).append(Choice(area.code, area.label, area.code in chosen))
    first = [Choice(area.iso_code or area.code, area.label, (area.iso_code or area.code) in chosen) for area in upper.values()]
    groups = [Group(first), *(Group(choices, heading) for heading, choices in districts.items())]
    return Picker(
        "area",
        _("Area"),
        in_words(choice.label for group in groups for choice in group.choices if choice.chosen) or _("all"),
        groups,
    )


def breakdowns(selection: Selection, names: Names) -> list[Choice]:
    """Only what the chosen indicators are broken down by."""
    offer, kinds = selection.offer, {names.areas[code].kind for code in selection.offer.areas}
    there = {
        By.NOTHING: (_("nothing"), True),
        By.PROVINCE: (_("province or territory"), Area.Kind.PROVINCE in kinds),
        By.DISTRICT: (_("district"), Area.Kind.DISTRICT in kinds),
        By.SEX: (_("sex"), bool(offer.sexes - {TOTAL})),
        By.AGE: (_("age"), bool(offer.age_bands - {TOTAL})),
    }
    chosen = selection.state.by
    return [Choice(code, label, code == chosen) for code, (label, held) in there.items() if held or code == chosen]


def held_periods(selection: Selection, names: Names) -> list[Choice]:
    newest_first = sorted(selection.offer.periods, key=periods.parse, reverse=True)
    return [Choice(code, names.label("period", code), code in selection.state.period) for code in newest_first]


def span(selection: Selection, names: Names) -> list[tuple[str, str, list[Choice]]]:
    """The two ends of a span: parameter, label and the periods to choose from."""
    ends = [("from", _("From"), selection.state.since), ("to", _("to"), selection.state.until)]
    codes = {*selection.offer.periods, selection.state.since, selection.state.until} - {""}
    in_order = sorted(codes, key=periods.parse)
    return [
        (name, label, [Choice(code, names.label("period", code), code == end) for code in in_order])
        for name, label, end in ends
    ]


def period_in_words(selection: Selection, names: Names) -> str:
    state = selection.state
    if state.since or state.until:
        ends = [names.label("period", code) if code else "…" for code in (state.since, state.until)]
        return _("%(first)s to %(last)s") % {"first": ends[0], "last": ends[1]}
    if state.over_time:
        return _("all periods")
    named = [names.label("period", code) for code in selection.periods]
    return in_words(named) if named else _("the latest")


def every_period(selection: Selection) -> Choice | None:
    """Beside a breakdown the latest period is usual; this asks for all of them."""
    chosen = selection.state.period == (EVERY,)
    return Choice(EVERY, _("all periods, as lines over time"), chosen) if selection.state.by else None
