"""One published figure as every download gives it, with its provenance."""

from typing import NamedTuple

NATURES = {"A": "normal", "E": "approximate", "F": "planned", "P": "provisional"}


class Row(NamedTuple):
    """`value` is None where a small number is hidden; `nature` is a word of `NATURES`; `release` the one it first came with.

    `revised` stands beside `status`, since a made-up, quoted or hidden figure may be revised too.
    """

    programme: str
    programme_name: str
    indicator: str
    indicator_name: str
    unit: str
    period: str
    area: str
    area_name: str
    sex: str
    age: str
    value: int | None
    status: str
    nature: str
    revised: bool
    illustrative: bool
    release: int
    registry: str
    dataset: str
    export_id: str
    sha256: str
    as_of: str
    citation: str


COLUMNS = Row._fields
