"""datapackage.json: what an export says of itself, and whether it says it after the contract."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from programmes.registry import periods
from programmes.registry.codes import COLUMNS, CONTRACT, Codes
from programmes.registry.findings import MANIFEST, Finding, Rejected
from programmes.registry.personal import has_number

FILES = {"data.csv": "csv", "data.csv.gz": "csv.gz", "data.parquet": "parquet"}
EXPORT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
DATASET = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
HASH = re.compile(r"sha256:[0-9a-f]{64}")
AMOUNT = re.compile(r"[0-9]{1,30}(\.0{1,4})?")
SPELT = re.compile(
    r"(?<![0-9])[1-7](?: ?[0-9]){12}(?![0-9])"  # a CNIC with spaces anywhere
    r"|[\w.%+-]{1,64} ?[(\[] ?at ?[)\]] ?[\w-]{1,63} ?(?:\.|[(\[] ?dot ?[)\]]) ?[^\W\d_]",  # an e-mail address in words
    re.IGNORECASE,
)
ISBN = re.compile(r"(?<![0-9])97[89][0-9]{10}(?![0-9])")
LARGEST = 2**53
LONGEST_TITLE = 200
EARLIEST, LATEST = date(1900, 1, 1), date(9999, 1, 1)


@dataclass(frozen=True)
class Manifest:
    export_id: str
    source: str
    kind: str
    dataset: str
    sequence: int
    supersedes: str
    as_of: date
    embargo_until: datetime | None
    covers: tuple[tuple[str, str], ...]
    rows: int
    totals: dict[str, int]
    public: bool
    citation: str
    reason: str
    title: str
    description: str
    path: str
    size: int
    sha256: str

    @property
    def columns(self) -> tuple[str, ...]:
        return COLUMNS[self.kind]

    @property
    def file_format(self) -> str:
        return FILES[self.path]


def load(data: bytes) -> dict[str, Any]:
    """The manifest as a JSON object; raises Rejected, and never repeats the text."""
    try:
        package = json.loads(data.decode("utf-8"), parse_constant=not_json)
    except (ValueError, RecursionError):
        raise Rejected(Finding("manifest-json", MANIFEST)) from None
    if not isinstance(package, dict):
        raise Rejected(Finding("manifest-json", MANIFEST))
    return package


def not_json(name: str) -> None:
    raise ValueError("NaN and Infinity are not JSON.")


def check(package: dict[str, Any], codes: Codes, today: date) -> Manifest:
    """Every field is looked at, so that one report names all that are wrong."""
    return Checklist(package, codes, today).manifest()


class Checklist:
    def __init__(self, package: dict[str, Any], codes: Codes, today: date):
        self.codes, self.today = codes, today
        self.findings: list[Finding] = []
        self.package = package
        self.gateway = package["gateway"] if isinstance(package.get("gateway"), dict) else {}
        resources = package.get("resources")
        only = resources[0] if isinstance(resources, list) and len(resources) == 1 else None
        self.resource = only if isinstance(only, dict) else {}

    def manifest(self) -> Manifest:
        self.take(self.gateway, "contract", lambda value: value == CONTRACT, "contract-version")
        kind = self.take(self.gateway, "kind", lambda value: isinstance(value, str) and value in COLUMNS, "unknown-code")
        public = self.take(self.gateway, "public", lambda value: isinstance(value, bool), default=False)
        citation = self.take(
            self.gateway, "citation", lambda value: text(value) or (value is None and not public), default=None
        )
        fields = {
            "kind": kind,
            "public": public,
            "citation": citation or "",
            "source": self.take(
                self.gateway, "source", lambda value: isinstance(value, str) and value in self.codes.sources, "unknown-code"
            ),
            "export_id": self.take(self.gateway, "export_id", names(EXPORT_ID)),
            "dataset": self.take(self.gateway, "dataset", names(DATASET)),
            "sequence": self.take(self.gateway, "sequence", whole),
            "supersedes": self.take(self.gateway, "supersedes", optional(names(EXPORT_ID)), default=None) or "",
            "as_of": self.as_of(),
            "embargo_until": self.embargo(),
            "covers": self.covers(kind),
            "rows": self.take(self.gateway, "rows", lambda value: whole(value) and value > 0),
            "totals": self.totals(kind),
            "reason": self.take(self.gateway, "reason", optional(text), default=None) or "",
            "title": self.title(),
            "description": self.take(self.package, "description", optional(text), default=None) or "",
            **self.data_file(),
        }
        if self.findings:
            raise Rejected(*self.findings)
        return Manifest(**fields)

    def take(
        self,
        place: dict[str, Any],
        name: str,
        holds: Callable[[Any], Any],
        rule: str = "manifest-field",
        default: Any = ...,
    ) -> Any:
        value = place.get(name, default)
        if value is ... or not holds(value):
            return self.wrong(name, rule)
        return value

    def wrong(self, name: str, rule: str = "manifest-field") -> None:
        self.findings.append(Finding(rule, MANIFEST, column=name))

    def title(self) -> str:
        """A standard field that the contract says nothing about: what is no plain title is left alone."""
        value = self.package.get("title")
        return value if isinstance(value, str) and text(value) and len(value) <= LONGEST_TITLE else ""

    def as_of(self) -> date | None:
        value = self.take(self.gateway, "as_of", day)
        found = date.fromisoformat(value) if value else None
        if found and found > self.today:
            self.wrong("as_of", "future-period")
        return found

    def embargo(self) -> datetime | None:
        value = self.take(self.gateway, "embargo_until", optional(instant), default=None)
        return datetime.fromisoformat(value) if value else None

    def covers(self, kind: str | None) -> tuple[tuple[str, str], ...]:
        slices = self.take(
            self.gateway, "covers", lambda value: isinstance(value, list) and value and all(map(is_slice, value))
        )
        found = tuple(dict.fromkeys((item["programme"], item["period"]) for item in slices or []))
        if any(programme not in self.codes.programmes for programme, period in found):
            self.wrong("covers", "unknown-code")
        if kind == "records" and any(not is_quarter(period) for programme, period in found):
            self.wrong("covers")
        return found

    def totals(self, kind: str | None) -> dict[str, int]:
        needed = "amount" if kind == "records" else "value"
        given = self.take(self.gateway, "totals", lambda value: isinstance(value, dict) and set(value) == {needed})
        if given and matches(AMOUNT)(given[needed]):
            return {needed: int(Decimal(given[needed]))}
        if given:
            self.wrong("totals")
        return {}

    def data_file(self) -> dict[str, Any]:
        path = self.take(self.resource, "path", lambda value: isinstance(value, str) and value in FILES, "path")
        self.take(self.resource, "format", lambda value: value in ("csv", "csv.gz", "parquet"))
        self.take(self.resource, "encoding", lambda value: str(value).lower() == "utf-8", default="utf-8")
        size = self.take(self.resource, "bytes", whole)
        sha256 = self.take(self.resource, "hash", matches(HASH))
        return {"path": path, "size": size, "sha256": (sha256 or "").removeprefix("sha256:")}


def text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= 2000 and value.isprintable() and is_impersonal(value)


def is_impersonal(value: str) -> bool:
    """Manifests are published: no CNIC, telephone number or e-mail address stands in them. A book has 13 digits too."""
    rest = ISBN.sub("", value)
    return not has_number(rest) and not SPELT.search(rest)


def whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < LARGEST


def day(value: Any) -> bool:
    try:
        return isinstance(value, str) and len(value) == 10 and bool(date.fromisoformat(value))
    except ValueError:
        return False


def instant(value: Any) -> bool:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
        return found is not None and found.tzinfo is not None and EARLIEST < found.astimezone(UTC).date() < LATEST
    except (ValueError, OverflowError):
        return False


def matches(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def names(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    """Matches, and is nobody's number."""
    return lambda value: matches(pattern)(value) and is_impersonal(value)


def optional(holds: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or holds(value)


def is_slice(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("programme"), str) and is_period(item.get("period"))


def is_period(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(periods.parse(value))
    except ValueError:
        return False


def is_quarter(code: str) -> bool:
    return "-Q" in code
