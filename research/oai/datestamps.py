"""Datestamps as OAI-PMH writes them: UTC, to the second or to the day."""

import re
from datetime import UTC, datetime, time, timedelta

from research.oai.errors import bad_argument

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SECOND = re.compile(DAY.pattern + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_bounds(earliest: str, latest: str) -> tuple[datetime | None, datetime | None]:
    """Both bounds, inclusive. A day's upper bound is its last second."""
    if earliest and latest and len(earliest) != len(latest):
        raise bad_argument("from and until must be of one granularity: both days, or both seconds.")
    bounds = _read(earliest, "from"), _read(latest, "until", ends=True)
    if all(bounds) and bounds[0] > bounds[1]:
        raise bad_argument("from must not be later than until.")
    return bounds


def _read(text: str, name: str, ends: bool = False) -> datetime | None:
    if not text:
        return None
    try:
        return _parsed(text, ends)
    except ValueError:
        raise bad_argument(f"{name} must look like 2025-02-26 or 2025-02-26T13:45:00Z.") from None


def _parsed(text: str, ends: bool) -> datetime:
    if SECOND.fullmatch(text):
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    if not DAY.fullmatch(text):
        raise ValueError
    day = datetime.combine(datetime.strptime(text, "%Y-%m-%d"), time(), UTC)
    return day + timedelta(hours=23, minutes=59, seconds=59) if ends else day
