"""The code lists that rows are checked against, and the fixed ones of the contract."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CONTRACT = "1.0"
RECORD_COLUMNS = (
    "record_id", "household_id", "programme", "quarter", "province", "district", "sex", "age_band", "amount", "status",
)  # fmt: skip
AGGREGATE_COLUMNS = (
    "programme", "indicator", "period", "ref_area", "sex", "age_band", "unit", "value", "obs_status", "conf_status",
)  # fmt: skip
COLUMNS = {"records": RECORD_COLUMNS, "aggregate": AGGREGATE_COLUMNS}
SEXES = ("F", "M", "X", "U")
AGE_BANDS = ("0-4", "5-14", "15-24", "25-34", "35-44", "45-54", "55-64", "65+", "U")
UNKNOWN = "U"
STATUSES = ("enrolled", "paid", "unpaid", "returned")
OBS_STATUSES = ("A", "E", "F", "P")
TOTAL = "_T"
CELL = ["programme", "indicator", "period", "area", "sex", "age_band"]
RUPEES, RATE = "PKR", "PKR a quarter"


@dataclass(frozen=True)
class Codes:
    """What the gateway knows: `units` by indicator, `districts` with the ISO code of their province.

    `operating` holds the districts of each programme that is declared not to operate everywhere,
    `former` those that are districts no more. `groups` holds, as pairs of column and code, the sexes and ages that
    each programme serves, or is known to have had.
    `words` are names of places and programmes: wrong in an export, and yet nobody's name.
    """

    sources: frozenset[str]
    programmes: frozenset[str]
    units: dict[str, str]
    districts: dict[str, str]
    provinces: frozenset[str]
    words: frozenset[str] = frozenset()
    operating: Mapping[str, frozenset[str]] = field(default_factory=dict)
    former: frozenset[str] = frozenset()
    groups: Mapping[str, frozenset[tuple[str, str]]] = field(default_factory=dict)

    @property
    def areas(self) -> list[str]:
        return ["PK", *sorted(self.provinces), *sorted(self.districts)]
