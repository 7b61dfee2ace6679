"""The files to start a list from: the columns, an example, and in the workbook all words that the vocabulary knows."""

import csv
import io
from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from gateway.taxonomy.models import Area, Institution, LifecycleStage, Theme
from research.citations.spreadsheet import harmless
from research.importing.columns import COLUMNS, EXAMPLE
from research.importing.vocabulary import pages_of_kind
from research.vocabulary import Kind, Language, Licence


def example() -> list[str]:
    return [EXAMPLE.get(name, "") for name in COLUMNS]


def csv_template() -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([COLUMNS, example()])
    # Excel takes a file without this mark for Latin-1, and Urdu for noise.
    return ("\ufeff" + text.getvalue()).encode()


def xlsx_template() -> bytes:
    book = Workbook()
    _fill(book.active, "Publications", [list(COLUMNS), example()])
    _fill(book.create_sheet(), "Vocabulary", vocabulary())
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(sheet: Worksheet, title: str, rows: list[list[str]]) -> None:
    sheet.title, sheet.freeze_panes = title, "A2"
    for row in rows:
        sheet.append([harmless(cell) for cell in row])
    for column in sheet.columns:
        column[0].font = Font(bold=True)
        sheet.column_dimensions[column[0].column_letter].width = 26


def vocabulary() -> list[list[str]]:
    """One column for each column of the list that takes known words only."""
    columns = {
        "kind": Kind.values,
        "language": Language.values,
        "licence": Licence.values,
        "publisher": _names(Institution),
        "themes": _names(Theme),
        "stages": _names(LifecycleStage),
        "areas": _names(Area),
        "programmes": _titles("programme"),
        "courses": _titles("course"),
    }
    longest = max(map(len, columns.values()))
    filled = [[*words, *[""] * (longest - len(words))] for words in columns.values()]
    return [list(columns), *map(list, zip(*filled, strict=True))]


def _names(model: type[Theme | LifecycleStage | Area | Institution]) -> list[str]:
    return list(model.objects.order_by("name").values_list("name", flat=True))


def _titles(kind: str) -> list[str]:
    """The template is handed to whoever imports: it names what everybody may read."""
    return sorted(set(pages_of_kind(kind, AnonymousUser()).labels.values()))


TEMPLATES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", csv_template),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_template),
}
