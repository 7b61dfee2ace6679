"""What would become of each line: a new page, nothing since the work is here already, or an error to be mended."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from gateway.accounts.audience import Reader
from research.importing.authors import author, label, one_by_one
from research.importing.dates import partial_date
from research.importing.duplicates import Shelf
from research.importing.record import LONGEST, Note, Record, doubt, error
from research.importing.vocabulary import Names, Vocabulary, key
from research.models.publication import PublicationPage
from research.proposing.languages import language
from research.vocabulary import Kind, Language, Licence

CREATE, LIKELY, DUPLICATE, ERROR = "create", "likely", "duplicate", "error"
DOI_PREFIX = re.compile(r"^(?:doi:\s*|(?:https?://)?(?:dx\.)?doi\.org/)", re.I)
ISSN = re.compile(r"[0-9]{4}-?[0-9]{3}[0-9X]", re.I)
BARE_ADDRESS = re.compile(r"(?:www\.|[\w-]+\.(?:gov|org|edu|com|net)\b)", re.I)
TEXTS = ("summary", "abstract", "plain_language")


@dataclass
class Plan:
    """`fields`, `terms` and `authors` make the page; `twin` is the page that the work seems to have already."""

    record: Record
    outcome: str = CREATE
    notes: list[Note] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    twin: int | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    terms: dict[str, list] = field(default_factory=dict)
    pages: dict[str, list] = field(default_factory=dict)
    authors: list[dict] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "line": self.record.line,
            "title": self.record["title"],
            "date": self.fields.get("published", ""),
            "outcome": self.outcome,
            "notes": [list(note) for note in self.notes],
            "known": self.known,
            "twin": self.twin,
        }


class Checker:
    """`reader` is the importer: pages that they may not see are neither found nor named."""

    def __init__(self, reader: Reader) -> None:
        self.known, self.shelf = Vocabulary(reader), Shelf(reader)

    def plan(self, record: Record) -> Plan:
        plan = Plan(record, notes=list(record.notes))
        if any(note.level == "error" and note.code == "broken-bibtex" for note in record.notes):
            plan.outcome = ERROR
            return plan
        self._title_and_date(plan)
        self._identifiers(plan)
        self._texts(plan)
        self._choices(plan)
        self._publisher(plan)
        for name in one_by_one(record.lists.get("authors", ())):
            self._author(plan, name)
        for name, terms in self.known.terms.items():
            plan.terms[name] = self._terms(plan, name, terms)
        for name, pages in self.known.pages.items():
            plan.pages[name] = self._terms(plan, name, pages)
        self._outcome(plan)
        return plan

    def _terms(self, plan: Plan, name: str, terms: Names) -> list:
        found = [self._term(plan, name, text, terms) for text in plan.record.lists.get(name, ())]
        return [term for term in dict.fromkeys(found) if term]

    def _title_and_date(self, plan: Plan) -> None:
        title, date = " ".join(plan.record["title"].split()), partial_date(plan.record["date"])
        plan.fields |= {"title": title, "published": str(date) if date else ""}
        if not key(title):
            plan.notes.append(error("no-title"))
        self._fits(plan, "title", title)
        if len(" ".join(plan.record["title_ur"].split())) > 255:
            plan.notes.append(error("text-too-long", name="title_ur", most="255"))
        if not plan.record["date"]:
            plan.notes.append(error("no-date"))
        elif date is None:
            plan.notes.append(error("bad-date", text=plan.record["date"][:60]))

    def _identifiers(self, plan: Plan) -> None:
        isbn, url = plan.record["isbn"], plan.record["url"]
        if ISSN.fullmatch(isbn):
            plan.notes.append(doubt("issn", text=isbn))
            isbn = ""
        for name, text in (
            ("doi", DOI_PREFIX.sub("", plan.record["doi"])),
            ("isbn", isbn),
            ("external_link", f"https://{url}" if BARE_ADDRESS.match(url) else url),
        ):
            plan.fields[name] = text
            if text and not self._is_valid(name, text):
                plan.notes.append(error(f"bad-{name}", text=text[:100]))

    def _texts(self, plan: Plan) -> None:
        for name in TEXTS:
            plan.fields[name] = plan.record[name]
            self._fits(plan, name, plan.record[name])
        if len(plan.record["summary_ur"]) > 500:
            plan.notes.append(error("text-too-long", name="summary_ur", most="500"))

    def _fits(self, plan: Plan, name: str, text: str) -> None:
        most = PublicationPage._meta.get_field(name).max_length or LONGEST
        if len(text) > most:
            plan.notes.append(error("text-too-long", name=name, most=str(most)))

    def _is_valid(self, name: str, text: str) -> bool:
        try:
            PublicationPage._meta.get_field(name).clean(text, None)
        except ValidationError:
            return False
        return True

    def _choices(self, plan: Plan) -> None:
        for name, choices, otherwise in (
            ("kind", self.known.kinds, Kind.REPORT),
            ("language", self.known.languages, Language(language(plan.record["title"]))),
            ("licence", self.known.licences, Licence.NOT_STATED),
        ):
            text = plan.record[name]
            found = choices[text] if text else None
            plan.fields[name] = str(found or otherwise)
            if text and not found:
                near = "; ".join(choices.near(text)) or "; ".join(dict.fromkeys(choices.labels.values()))
                plan.notes.append(doubt("choice-unknown", name=name, text=text[:60], near=near, taken=otherwise.value))

    def _publisher(self, plan: Plan) -> None:
        text = plan.record["publisher"]
        plan.fields["publisher"] = self._term(plan, "publisher", text, self.known.institutions) if text else None

    def _author(self, plan: Plan, name: str) -> None:
        fields, note = author(name, self.known)
        plan.authors.append(fields)
        if note:
            plan.notes.append(note)
        else:
            plan.known.append(label(fields))

    def _term(self, plan: Plan, name: str, text: str, terms: Names) -> Any | None:
        term = terms[text]
        if term:
            plan.known.append(getattr(term, "name", "") or term.title)
        else:
            near = "; ".join(terms.near(text))
            code = "shared" if terms.is_shared(text) else "near" if near else "unknown"
            code = f"page-{code}" if name in self.known.pages else f"term-{code}"
            plan.notes.append(doubt(code, name=name, text=text[:100], near=near))
        return term

    def _outcome(self, plan: Plan) -> None:
        doi, title, year = plan.fields["doi"], plan.fields["title"], plan.fields["published"][:4]
        if any(note.level == "error" for note in plan.notes):
            plan.outcome = ERROR
        elif before := self.shelf.line_before(plan.record.line, doi, title, year):
            plan.outcome = DUPLICATE
            plan.notes.append(doubt("same-as-line", line=str(before)))
        elif twin := self.shelf.same_doi(doi):
            plan.outcome, plan.twin = DUPLICATE, twin
            plan.notes.append(doubt("same-doi", doi=doi))
        elif twin := self.shelf.same_title(title, year):
            plan.outcome, plan.twin = LIKELY, twin
            plan.notes.append(doubt("same-title"))


def check(records: list[Record], reader: Reader) -> list[Plan]:
    checker = Checker(reader)
    return [checker.plan(record) for record in records]
