"""What a question to the statistics API asks for, and the words with which one that makes no sense is refused."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from django.http import QueryDict

from programmes.registry import periods
from programmes.registry.codes import AGE_BANDS, SEXES, TOTAL

FILTERS = ("programme", "indicator", "area", "period", "sex", "age")
FORMATS = ("json", "csv", "xlsx", "sdmx-csv")
LANGUAGES = ("en", "ur")
OBSERVATION_PARAMETERS = (*FILTERS, "from", "to", "release", "format", "language", "page")
PERIOD_ADVICE = "A period reads like 2025, 2025-Q1, 2025-03, FY2025, FY2025-H1 or FY2025-9M."
MOST_VALUES, FEW = 200, 60


class Refused(Exception):
    """A question that makes no sense, as the body of a 400: what is wrong, and what would be right."""

    def __init__(self, parameter: str, message: str, near: Iterable[str] = (), known: Iterable[str] = ()):
        super().__init__(message)
        self.body: dict[str, Any] = {
            "detail": message,
            "parameter": parameter,
            "near": list(near),
            "known": list(known),
        }


@dataclass(frozen=True)
class Known:
    """The codes that may be asked for, and the numbers of the releases whose figures are shown."""

    programmes: Collection[str]
    indicators: Collection[str]
    areas: Collection[str]
    releases: Collection[str] = ()

    def codes(self) -> Mapping[str, Collection[str]]:
        return {
            "programme": self.programmes,
            "indicator": self.indicators,
            "area": self.areas,
            "sex": (*SEXES, TOTAL),
            "age": (*AGE_BANDS, TOTAL),
        }


@dataclass(frozen=True)
class Asked:
    """An empty filter lets everything through; `earliest` and `latest` bound what no filter names.

    `release` asks for what one release gave, superseded or not; without it what readers see now is meant.
    """

    programme: tuple[str, ...] = ()
    indicator: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    period: tuple[str, ...] = ()
    sex: tuple[str, ...] = ()
    age: tuple[str, ...] = ()
    earliest: str = ""
    latest: str = ""
    release: str = ""
    file_format: str = field(default="json", compare=False)
    language: str = field(default="en", compare=False)
    page: int = field(default=1, compare=False)

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        return {name: getattr(self, name) for name in FILTERS}

    def admits_period(self, code: str) -> bool:
        period = periods.parse(code)
        after = not self.earliest or period.start >= periods.parse(self.earliest).start
        return after and (not self.latest or period.end <= periods.parse(self.latest).end)


def read_question(given: QueryDict, known: Known) -> Asked:
    """Raises Refused. Every filter may be repeated, or hold several codes between commas."""
    refuse_unknown(given, OBSERVATION_PARAMETERS)
    filters = {name: listed(given, name) for name in FILTERS}
    for name, codes in known.codes().items():
        for value in filters[name]:
            require_code(name, value, codes)
    release = single(given, "release")
    require_release(release, known.releases)
    bounds = {name: single(given, name) for name in ("from", "to")}
    for name, value in [*(("period", value) for value in filters["period"]), *bounds.items()]:
        require_period(name, value)
    if bounds["from"] and bounds["to"] and periods.parse(bounds["from"]).start > periods.parse(bounds["to"]).end:
        raise Refused("from", "The first period, from, lies after the last, to.")
    return Asked(
        **filters,
        earliest=bounds["from"],
        latest=bounds["to"],
        release=release,
        file_format=one_of(given, "format", FORMATS),
        language=one_of(given, "language", LANGUAGES),
        page=page_number(given),
    )


def refuse_unknown(given: QueryDict, names: Collection[str]) -> None:
    for name in given:
        if name not in names:
            shown = printable(name)
            near = get_close_matches(name, names, 3)
            raise Refused(shown, f"There is no parameter {shown}. There are: {', '.join(names)}.", near, names)


def listed(given: QueryDict, name: str) -> tuple[str, ...]:
    values = dict.fromkeys(part for text in given.getlist(name) for part in text.split(",") if part)
    if len(values) > MOST_VALUES:
        raise Refused(name, f"At most {MOST_VALUES} values of {name} at once. Leave it out to get all.")
    return tuple(values)


def single(given: QueryDict, name: str) -> str:
    values = [value for value in given.getlist(name) if value]
    if len(values) > 1:
        raise Refused(name, f"{name} may be given once only.")
    return values[0] if values else ""


def one_of(given: QueryDict, name: str, known: Collection[str]) -> str:
    value = single(given, name)
    require_code(name, value, known)
    return value or next(iter(known))


def require_code(name: str, value: str, known: Collection[str]) -> None:
    if not value or value in known:
        return
    codes, few = sorted(known), len(known) <= FEW
    advice = (
        f"Known are: {', '.join(codes)}." if few else "Known are the ISO 3166-2 codes of provinces and P-codes of districts."
    )
    near = get_close_matches(value, codes, 3, cutoff=0.5)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    raise Refused(name, f"{printable(value)} is no known {name}.{hint} {advice}", near, codes if few else ())


def require_release(number: str, known: Collection[str]) -> None:
    if number and number not in known:
        advice = "/api/statistics/releases lists them all; a withdrawn one has no figures."
        raise Refused("release", f"{printable(number)} is no release whose figures are shown. {advice}")


def require_period(name: str, value: str) -> None:
    try:
        if value:
            periods.parse(value)
    except ValueError:
        raise Refused(name, f"{printable(value)} is no period. {PERIOD_ADVICE}") from None


def page_number(given: QueryDict) -> int:
    value = single(given, "page") or "1"
    if not (value.isascii() and value.isdecimal() and len(value) < 9 and int(value) > 0):
        raise Refused("page", "The page must be a whole number from 1 to the number of pages.")
    return int(value)


def printable(text: str) -> str:
    """As much of what was asked as an answer may repeat."""
    return "".join(letter for letter in text[:40] if letter.isprintable()) or "This"
