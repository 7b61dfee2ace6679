"""The two tables that the gateway itself gives away: the districts, and the Urdu terms of the field."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

from gateway.taxonomy.models import Area

GLOSSARY = Path(__file__).parent / "data" / "research" / "glossary.csv"


def districts_csv() -> bytes:
    areas = Area.objects.exclude(kind=Area.Kind.COUNTRY).select_related("parent").order_by("code")
    rows = (
        (area.code, area.iso_code, area.kind, area.name, area.name_ur, area.parent.code, area.population or "")
        for area in areas
    )
    return written(("p_code", "iso_3166_2", "kind", "name", "name_ur", "lies_in", "population"), rows)


def glossary_csv() -> bytes:
    return GLOSSARY.read_bytes()


def glossary_xlsx() -> bytes:
    """The same as a workbook, for those whose spreadsheet takes Urdu in a CSV file for noise."""
    book = Workbook()
    book.active.title = "Glossary"
    book.active.freeze_panes = "A2"
    for row in csv.reader(io.StringIO(GLOSSARY.read_text(encoding="utf-8"))):
        book.active.append(row)
    for column in "ABCD":
        book.active.column_dimensions[column].width = 36
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def written(heading: Sequence[str], rows: Iterable[Sequence]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([heading, *rows])
    return text.getvalue().encode()
