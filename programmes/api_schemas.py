"""The shapes of the statistics API's answers and the words that explain its parameters, for OpenAPI."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from programmes.asking import PERIOD_ADVICE


def described(words: str, *examples: str, default: Any = "") -> Any:
    return Field(default, description=words, examples=list(examples) or None)


class ObservationQuestion(Schema):
    programme: list[str] = described("Code of a programme; repeat it, or put commas between several.", default=[])
    indicator: list[str] = described("Code of an indicator.", default=[])
    area: list[str] = described("PK, a province's ISO 3166-2 code such as PK-PB, or a district's P-code.", default=[])
    period: list[str] = described(PERIOD_ADVICE, default=[])
    sex: list[str] = described("F, M, X, U, or _T for the total.", default=[])
    age: list[str] = described("An age band such as 5-14, or _T for the total.", default=[])
    from_: str = Field("", alias="from", description="Only periods that begin no earlier than this one.", examples=["2024-Q1"])
    to: str = described("Only periods that end no later than this one.", "FY2025")
    release: str = described("Number of a release: its figures as it gave them, superseded since or not.", "12")
    format: str = described("json, csv, xlsx or sdmx-csv. The last three give the whole selection.", "json", default="json")
    language: str = described("Language of names and notes: en or ur.", "en", default="en")
    page: str = described("Page of the JSON answer, from 1.", "1", default="1")


class ReleaseQuestion(Schema):
    registry: str = described("Code of a registry.", "bisp-payments")
    dataset: str = described("Code of a data set.")
    page: str = described("Page, from 1.", "1", default="1")


class Problem(Schema):
    """Why a question was refused, with codes that come near what was asked, and all known ones where they are few."""

    detail: str
    parameter: str
    near: list[str]
    known: list[str]


class Release(Schema):
    release: int
    url: str
    registry: str
    dataset: str
    title: str
    export_id: str
    kind: str
    as_of: date
    sequence: int
    supersedes: str | None
    sha256: str
    contract: str
    method: str
    rows: int = Field(description="Rows of the export, rounded to the nearest 10.")
    state: str = Field(description="published, superseded or withdrawn.")
    illustrative: bool
    citation: str | None
    notes: str | None
    notes_ur: str | None
    reason: str | None = Field(description="Why it was revised or withdrawn.")
    reason_ur: str | None
    published_at: datetime | None


class Observation(Schema):
    programme: str
    indicator: str
    unit: str
    definition: str
    period: str
    area: str
    area_name: str
    sex: str
    age_band: str
    value: int | None = Field(description="Null where a small number is hidden: status is suppressed then.")
    status: str
    nature: str = Field(description="normal, approximate, planned or provisional.")
    revised: bool = Field(description="An earlier release gave another value, whatever the status says.")
    illustrative: bool = Field(description="Made up for demonstration.")
    provenance: Release


class Paged(Schema):
    total: int
    page: int
    pages: int
    next: str | None = Field(description="Address of the next page.")


class ObservationPage(Paged):
    results: list[Observation]


class ReleasePage(Paged):
    results: list[Release]


class Indicator(Schema):
    code: str
    name: str
    name_ur: str
    unit: str
    definition: str
    definition_ur: str
    counting: str = Field(description="stock: the number at a date; flow: what happened in a period.")
    reach: str
    method: str
    method_ur: str
    part_of: str | None


class Named(Schema):
    code: str
    name: str
    name_ur: str


class Area(Named):
    iso_code: str | None
    kind: str
    parent: str | None


class DataSet(Schema):
    registry: str
    dataset: str | None
    title: str
    latest_release: int | None
    as_of: date | None
    received: date | None
    next_due: date | None
    overdue: bool
    overdue_since: date | None
    illustrative: bool
