"""Rows as SDMX-CSV 2.0 (SDMX 3.0, section 5 of the standard), with the codes of the cross-domain code lists."""

import re
from collections.abc import Iterable, Iterator

from programmes.downloads.comma_separated import pieces
from programmes.downloads.rows import NATURES, Row
from programmes.registry import periods

CONTENT_TYPE = "application/vnd.sdmx.data+csv; version=2.0.0; labels=id; charset=utf-8"
AGENCY, FLOW, VERSION = "GATEWAY", "SOCIAL_PROTECTION", "1.0.0"
INFORMATION = "I"
DIMENSIONS = ("FREQ", "REGISTRY", "DATA_SET", "PROGRAMME", "INDICATOR", "REF_AREA", "SEX", "AGE", "TIME_PERIOD")
MEASURE = "OBS_VALUE"
ATTRIBUTES = (
    "OBS_STATUS", "CONF_STATUS", "UNIT_MEASURE", "UNIT_MULT", "PUBLICATION_STATUS", "REVISED", "ILLUSTRATIVE",
    "PERIOD_CODE", "RELEASE", "AS_OF",
)  # fmt: skip
HEADER = ("STRUCTURE", "STRUCTURE_ID", "ACTION", *DIMENSIONS, MEASURE, *ATTRIBUTES)
SEXES = {"X": "_O", "U": "_U"}
AGES = {"65+": "Y_GE65", "U": "_U", "_T": "_T"}
OBS_STATUSES = {name: code for code, name in NATURES.items()}
HIDDEN, CONFIDENTIAL, FREE = "Q", "C", "F"
FREQUENCIES = {1: "M", 3: "Q", 6: "S", 12: "A"}
OTHER_FREQUENCY = "_O"


def sdmx_lines(rows: Iterable[Row]) -> Iterator[bytes]:
    return pieces(HEADER, map(observation, rows))


def observation(row: Row) -> tuple[object, ...]:
    hidden = row.value is None
    return (
        "dataflow",
        f"{AGENCY}:{FLOW}({VERSION})",
        INFORMATION,
        frequency(row.period),
        row.registry,
        row.dataset,
        row.programme,
        row.indicator,
        row.area,
        SEXES.get(row.sex, row.sex),
        age_code(row.age),
        time_period(row.period),
        "" if hidden else row.value,
        HIDDEN if hidden else "P" if row.status == "provisional" else OBS_STATUSES[row.nature],
        CONFIDENTIAL if hidden else FREE,
        code_of(row.unit),
        0,
        row.status,
        str(bool(row.revised)).lower(),
        str(row.illustrative).lower(),
        row.period,
        row.release,
        row.as_of,
    )


def time_period(code: str) -> str:
    """The contract's period as SDMX writes it: fiscal years, which begin in July, are a start and a duration."""
    if not code.startswith("FY"):
        return code
    period = periods.parse(code)
    return f"{period.start.isoformat()}/{'P1Y' if period.months == 12 else f'P{period.months}M'}"


def frequency(code: str) -> str:
    return FREQUENCIES.get(periods.parse(code).months, OTHER_FREQUENCY)


def age_code(age: str) -> str:
    """As CL_AGE writes it: 5-14 is Y5T14."""
    return AGES.get(age) or "Y" + age.replace("-", "T")


def code_of(text: str) -> str:
    """An identifier in SDMX has no blanks."""
    return re.sub(r"[^A-Za-z0-9_@$-]+", "_", text)
