"""The shapes of the publications' API and the words that explain its parameters, for OpenAPI."""

from typing import Any

from ninja import Field, Schema


def described(words: str, *examples: str, default: Any = "") -> Any:
    return Field(default, description=words, examples=list(examples) or None)


class Question(Schema):
    kind: list[str] = described("Kind: report, working-paper, policy-brief, evaluation, law, statement, dataset …", default=[])
    theme: list[str] = described("Code of a theme; repeat it, or put commas between several.", default=[])
    stage: list[str] = described("Code of a lifecycle stage.", default=[])
    area: list[str] = described("P-code of the country or a province, whose districts count with it.", default=[])
    year: list[str] = described("Year of publication.", default=[])
    language: list[str] = described("Language of the work: en, ur, sd, ps, de or und.", default=[])
    sort: str = described("newest, oldest, title or added (last added first).", "newest", default="newest")
    page: str = described("Page, from 1; a page holds 100.", "1", default="1")


class Problem(Schema):
    """Why a question was refused, with codes that come near what was asked, and all known ones where they are few."""

    detail: str
    parameter: str
    near: list[str]
    known: list[str]


class Author(Schema):
    name: str
    orcid: str | None
    institution: str | None


class Title(Schema):
    language: str
    title: str


class Licence(Schema):
    code: str
    url: str | None


class File(Schema):
    url: str
    label: str
    type: str


class Notice(Schema):
    kind: str = Field(description="correction, concern or retraction")
    published: str
    version: str | None = Field(description="The version that it concerns; none means all.")
    concerns_today: bool = Field(description="Whether it concerns the version that readers get today.")
    text: str
    url: str | None


class Publication(Schema):
    id: str = Field(description="The same as in the Atom feed and in OAI-PMH; it stays when the page moves.")
    url: str
    title: str = Field(description="In the language of the work where there is a page in it.")
    translations: list[Title]
    kind: str
    published: str = Field(description="As exact as it is known: 2025, 2025-02 or 2025-02-26.")
    language: str
    authors: list[Author]
    publisher: str | None
    summary: str
    abstract: str
    plain_language: str
    doi: str | None
    isbn: str | None
    licence: Licence
    source: str | None = Field(description="Where the publisher offers the work.")
    themes: list[str]
    stages: list[str]
    areas: list[str] = Field(description="P-codes; none means the whole country.")
    version: str | None = Field(description="Today's version, where there are several.")
    notices: list[Notice] = Field(description="Corrections, expressions of concern and retractions, the newest first.")
    files: list[File]
    citations: dict[str, str] = Field(description="Addresses of the citation as BibTeX, RIS and CSL-JSON.")


class PublicationPage(Schema):
    total: int
    page: int
    pages: int
    next: str | None = Field(description="Address of the next page.")
    results: list[Publication]
