"""An import's report as a table and as a file, for one reader: a page that they may not see is not named."""

import csv
import io
from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Page

from gateway.accounts.audience import admitted
from gateway.accounts.models import User
from research.citations.spreadsheet import harmless
from research.importing.checking import CREATE, DUPLICATE, ERROR, LIKELY
from research.importing.words import OUTCOMES, said
from research.models import Import

ORDER = (ERROR, LIKELY, DUPLICATE, CREATE)


@dataclass(frozen=True)
class Line:
    """`twin` is the page that is here already, `pages` are those that the import made."""

    number: int
    title: str
    date: str
    outcome: str
    errors: list[str]
    doubts: list[str]
    known: list[str]
    twin: Page | None
    pages: list[Page]

    @property
    def outcome_label(self) -> str:
        return str(OUTCOMES[self.outcome])


def lines(imported: Import, reader: User) -> list[Line]:
    """What must be mended first, then what is doubtful, then the rest, each by line."""
    made: dict[int, list[Page]] = {}
    for each in imported.pages.filter(page__isnull=False).select_related("page__locale"):
        made.setdefault(each.line, []).append(each.page)
    twins = {row["twin"] for row in imported.report if row["twin"]}
    seen = {page.pk: page for page in admitted(Page.objects.filter(pk__in=twins), reader)}
    shown = [_line(row, seen.get(row["twin"]), made.get(row["line"], [])) for row in imported.report]
    return sorted(shown, key=lambda line: (ORDER.index(line.outcome), line.number))


def _line(row: dict, twin: Page | None, pages: list[Page]) -> Line:
    by_level: dict[str, list[str]] = {"error": [], "warning": []}
    for note in row["notes"]:
        by_level[note[0]].append(said(note))
    known = list(dict.fromkeys(row["known"]))
    return Line(
        row["line"], row["title"], row["date"], row["outcome"], by_level["error"], by_level["warning"], known, twin, pages
    )


def counts(imported: Import) -> list[tuple[str, str, int]]:
    """Outcome, its words, and how many lines have it."""
    found = Counter(row["outcome"] for row in imported.report)
    return [(outcome, str(OUTCOMES[outcome]), found[outcome]) for outcome in ORDER if found[outcome]]


def as_csv(imported: Import, reader: User) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_("line"), _("title"), _("date"), _("what happens"), _("to be mended"), _("doubts"), _("known here")])
    for line in lines(imported, reader):
        cells = [line.title, line.date, line.outcome_label, *map(" ".join, (line.errors, line.doubts)), "; ".join(line.known)]
        writer.writerow([line.number, *map(harmless, cells)])
    return "\ufeff" + text.getvalue()
