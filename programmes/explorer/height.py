"""How high a frame must be for an embedded view to be seen whole, on a phone as on a wide page. Lengths are CSS pixels.

A frame cannot ask its content: the height is worked out from the lines that a phone of 360 pixels breaks the words into.
"""

from collections.abc import Iterable
from math import ceil

from django.utils.translation import get_language

from programmes.explorer import cautions
from programmes.explorer.panels import Panel, Row
from programmes.explorer.state import View

EDGES, MOST = 84, 2400
TITLE, HEADING, NOTICE, SOURCE = (32, 28), (28, 42), (24, 36), (26, 44)
ROW, LONG_LABEL, SECOND_LINE, TABLE_HEAD = 38, 15, 22, 46
LINES, MAP, KEY_LINE, ONE_NUMBER, GAP = 310, 480, (28, 36), 60, 20
NASTALIQ = 1.12


def height(panels: Iterable[Panel], title: str, view: str) -> int:
    panels = list(panels)
    high = EDGES + words(title, TITLE) + notices(cautions.of_view(panels)) + sum(panel_height(one, view) for one in panels)
    return min(MOST, int(high * (NASTALIQ if get_language() == "ur" else 1)))


def words(text: str, line: tuple[int, int]) -> int:
    """The height of a text whose lines are so high and hold so many letters."""
    high, letters = line
    return high * ceil(len(text) / letters)


def panel_height(panel: Panel, view: str) -> int:
    heading = words(f"{panel.heading} {'Illustrative mark' if panel.illustrative else ''}", HEADING)
    source = words("; ".join(text for text, _release in panel.proofs), SOURCE)
    return GAP + heading + notices(cautions.of_panel(panel)) + drawing(panel, view) + source


def notices(found: Iterable[cautions.Caution]) -> int:
    """The embedded view leaves out what is only a note."""
    return sum(GAP + words(caution.text, NOTICE) for caution in found if caution.tone != "note")


def drawing(panel: Panel, view: str) -> int:
    key = sum(words(f"{one.label} key", KEY_LINE) for one in panel.columns) if len(panel.columns) > 1 else 0
    if view == View.TABLE:
        return key + TABLE_HEAD + sum(row_height(row, 1) for row in panel.rows)
    if panel.only:
        return ONE_NUMBER
    if panel.lines:
        return key + LINES
    if panel.maps:
        return key + sum(MAP + (KEY_LINE[0] if column.label else 0) for column, _map in panel.maps)
    return key + TABLE_HEAD + sum(row_height(row, len(panel.columns)) for row in panel.foremost)


def row_height(row: Row, lines: int) -> int:
    return max(lines * ROW, ROW + SECOND_LINE * (ceil(len(row.label) / LONG_LABEL) - 1))
