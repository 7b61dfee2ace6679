"""Which dimensions of the figures run down the rows, which across the columns, and what they are called."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from programmes.explorer.names import Names, joined
from programmes.explorer.reading import Key
from programmes.explorer.selection import AGE_BANDS, SEXES, Selection, place_order
from programmes.explorer.state import By
from programmes.models.statistics import Observation
from programmes.registry import periods
from programmes.registry.codes import TOTAL

Values = tuple[str, ...]
DIMENSION = {By.PROVINCE: "area", By.DISTRICT: "area", By.SEX: "sex", By.AGE: "age"}
RANKED = {"area", "programme", "indicator"}


@dataclass(frozen=True)
class Frame:
    """The dimensions in neither have one value, which stands above the panel."""

    rows: Values
    columns: Values
    fixed: dict[str, str]

    @property
    def is_ranked(self) -> bool:
        """Whether the rows have no order of their own, so that the largest comes first."""
        return bool(RANKED & set(self.rows))


def frame(selection: Selection, keys: list[Key]) -> Frame:
    """Time or the breakdown runs down the rows; with one period and no breakdown, whatever is compared does."""
    varying = tuple(name for name in Key._fields if len({getattr(key, name) for key in keys}) > 1)
    fixed = {name: getattr(keys[0], name) for name in Key._fields if name not in varying}
    along = "period" if selection.state.over_time else DIMENSION.get(By(selection.state.by), "")
    if along in varying or (along and not varying):
        return Frame((along,), tuple(name for name in varying if name != along), fixed)
    return Frame(varying or ("period",), (), fixed)


def part(key: Key, dimensions: Sequence[str]) -> Values:
    return tuple(getattr(key, name) for name in dimensions)


def in_order(values: Iterable[Values], dimensions: Sequence[str], selection: Selection, names: Names) -> list[Values]:
    """Sorted as readers expect: places by their list, time forwards, what was asked for as it is offered."""
    place = {
        "indicator": selection.indicators.index,
        "programme": selection.programmes.index,
        "area": lambda code: place_order(names.areas[code]),
        "sex": (TOTAL, *SEXES).index,
        "age": (TOTAL, *AGE_BANDS).index,
        "period": periods.parse,
    }
    return sorted(set(values), key=lambda row: [place[name](value) for name, value in zip(dimensions, row, strict=True)])


def label(dimensions: Sequence[str], values: Values, names: Names) -> str:
    return joined(names.label(name, value) for name, value in zip(dimensions, values, strict=True))


def row_head(dimensions: Sequence[str]) -> str:
    heads = {
        "indicator": _("Indicator"),
        "programme": _("Programme"),
        "area": _("Area"),
        "sex": _("Sex"),
        "age": _("Age"),
        "period": _("Period"),
    }
    return joined(heads[name] for name in dimensions)


def heading(shape: Frame, selection: Selection, first: Observation, names: Names) -> str:
    """What all figures of the panel have in common, apart from what the page's own title says."""
    usual = {("sex", TOTAL), ("age", TOTAL)}
    said = ["area", "sex", "age", "period"]
    said[:0] = ["programme"] * (len(selection.programmes) > 1) + ["indicator"] * (len(selection.indicators) > 1)
    fixed = [(name, shape.fixed[name]) for name in said if name in shape.fixed]
    words = [names.label(name, value) for name, value in fixed if (name, value) not in usual]
    return joined([*words, first.indicator.get_unit_display()])
