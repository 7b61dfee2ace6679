"""From what a reader asks for to what there is: defaults, and what had to be left out because nothing is held of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from gateway.taxonomy.models import Area
from programmes.evidence import rank
from programmes.explorer.holdings import Offer, Pair
from programmes.explorer.state import COUNTRY, By, State
from programmes.registry import periods
from programmes.registry.codes import AGE_BANDS, SEXES, TOTAL

MOST_SERIES = 8
FIRST_PROGRAMME = "kafaalat"


@dataclass(frozen=True)
class Selection:
    """What the view shows. `lacking` are (parameter, code) pairs that were asked for and that nothing is held of."""

    state: State
    pairs: list[Pair]
    offer: Offer
    programmes: list[str]
    indicators: list[str]
    areas: list[Area] = field(default_factory=list)
    sexes: list[str] = field(default_factory=list)
    ages: list[str] = field(default_factory=list)
    periods: list[str] = field(default_factory=list)
    lacking: list[tuple[str, str]] = field(default_factory=list)


def subjects(state: State, pairs: list[Pair]) -> tuple[list[str], list[str]]:
    """The programmes and indicators to show: those asked for that have figures, else the ones that readers ask first."""
    held = list(dict.fromkeys(programme for programme, _indicator in pairs))
    asked = [code for code in state.programme if code in held]
    if not asked and state.indicator and not state.programme:
        asked = list(dict.fromkeys(programme for programme, indicator in pairs if indicator in state.indicator))
    programmes = (asked or ([FIRST_PROGRAMME] if FIRST_PROGRAMME in held else held[:1]))[:MOST_SERIES]
    there = {indicator for programme, indicator in pairs if programme in programmes}
    indicators = [code for code in state.indicator if code in there] or sorted(there, key=lambda code: (rank(code), code))[:1]
    return programmes, indicators[:MOST_SERIES]


def select(
    state: State, pairs: list[Pair], programmes: list[str], indicators: list[str], offer: Offer, areas: dict[str, Area]
) -> Selection:
    # An area that has been given another code since its release was noted.
    offer = replace(offer, areas=offer.areas & areas.keys())
    return Selection(
        state,
        pairs,
        offer,
        programmes,
        indicators,
        places(state, offer, areas),
        parts(state.by == By.SEX, state.sex, offer.sexes, SEXES),
        parts(state.by == By.AGE, state.age, offer.age_bands, AGE_BANDS),
        periods_asked(state, offer),
        [
            *not_held("programme", state.programme, programmes),
            *not_held("indicator", state.indicator, indicators),
            *not_held("area", state.area, areas_held(offer, areas)),
            *not_held("period", (code for code in state.period if code not in ("all", "latest")), offer.periods),
        ],
    )


def not_held(name: str, asked: Iterable[str], held: Iterable[str]) -> list[tuple[str, str]]:
    there = set(held)
    return [(name, code) for code in asked if code not in there]


def areas_held(offer: Offer, areas: dict[str, Area]) -> set[str]:
    """Areas with figures, and the provinces of districts with figures."""
    parents = {
        areas[code].parent.iso_code for code in offer.areas if areas[code].kind == Area.Kind.DISTRICT and areas[code].parent
    }
    return {*offer.areas, *parents}


def parts(broken_down: bool, asked: Iterable[str], held: frozenset[str], order: Iterable[str]) -> list[str]:
    """All parts but the total where the view is broken down by them; else those asked for, usually the total."""
    there = [code for code in order if code in held]
    if broken_down:
        return [code for code in there if code in set(asked) or not asked]
    return [code for code in (TOTAL, *there) if code in set(asked)] or [TOTAL]


def places(state: State, offer: Offer, areas: dict[str, Area]) -> list[Area]:
    held = sorted((areas[code] for code in offer.areas), key=place_order)
    asked = set(state.area)
    if state.by == By.PROVINCE:
        found = [area for area in held if area.kind == Area.Kind.PROVINCE]
        return [area for area in found if area.iso_code in asked] or found
    if state.by == By.DISTRICT:
        found = [area for area in held if area.kind == Area.Kind.DISTRICT]
        return [area for area in found if area.code in asked or (area.parent and area.parent.iso_code in asked)] or found
    named = [area for area in held if (area.iso_code or area.code) in asked]
    country = [area for area in held if area.code == COUNTRY]
    return named or country or [area for area in held if area.kind == Area.Kind.PROVINCE] or held[:MOST_SERIES]


def place_order(area: Area) -> tuple:
    above = area.parent.order if area.kind == Area.Kind.DISTRICT and area.parent else area.order
    return (list(Area.Kind.values).index(area.kind), above, area.order, area.name)


def periods_asked(state: State, offer: Offer) -> list[str]:
    """The periods named, oldest first; an empty list where the latest one is wanted."""
    held = sorted(offer.periods, key=periods.parse)
    if state.since or state.until:
        return [code for code in held if within(code, state.since, state.until)]
    named = [code for code in held if code in state.period]
    if named:
        return named
    return held if state.over_time else []


def within(code: str, since: str, until: str) -> bool:
    period = periods.parse(code)
    begins = not since or period.end >= periods.parse(since).start
    return begins and (not until or period.end <= periods.parse(until).end)
