"""Personal data in an export that has failed a check. An export that passed has no room for any."""

import re
from collections.abc import Iterable

from programmes.registry.findings import Finding

NUMBERS = re.compile(
    rb"(?<![0-9a-f])[0-9]{5}-[0-9]{7}-[0-9](?![0-9])"  # CNIC as printed
    rb"|(?<![0-9a-f])[0-9]{13}(?![0-9a-f])"  # CNIC, digits only
    rb"|(?<![0-9a-f])(?:\+?92|0092|0)[- ]?3[0-9]{2}[- ]?[0-9]{7}(?![0-9a-f])"  # mobile telephone
    rb"|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}\.[A-Za-z]"  # e-mail
)
WORD = r"[^\W\d_]+\.?"
NAME = re.compile(rf"(?:^|,)\"?({WORD}(?: {WORD})+)\"?(?=,|$)")
NAME_FOR_ID = re.compile(r"^(?:[0-9a-f]{32},)?(?=[^,]*[^\W\d_a-f])[^\W\d_]{3,}(?=,)")
UNITS_WITH_SPACES = {"PKR a quarter"}
SHOWN = 5


def find(lines: Iterable[tuple[int, bytes]], file: str, columns: tuple[str, ...]) -> list[Finding]:
    """The first lines, by column, that hold a CNIC, a telephone number, an e-mail address or a name."""
    found: dict[str | None, list[int]] = {}
    for number, line in lines:
        for at in {*numbers(line, columns), *names(line, columns)}:
            found.setdefault(columns[at] if at < len(columns) else None, []).append(number)
    return [
        Finding("personal-data", file, hits[0] if shown == 0 else hits[shown], column, len(hits))
        for column, hits in found.items()
        for shown in range(min(SHOWN, len(hits)))
    ]


def numbers(line: bytes, columns: tuple[str, ...]) -> list[int]:
    places = [line.count(b",", 0, match.start()) for match in NUMBERS.finditer(line)]
    return [at for at in places if not is_rupees(line, at, columns)]


def is_rupees(line: bytes, at: int, columns: tuple[str, ...]) -> bool:
    """Thirteen digits are a true sum of rupees."""
    return columns[at : at + 1] == ("value",) and b",PKR," in line


def names(line: bytes, columns: tuple[str, ...]) -> list[int]:
    text = line.decode("utf-8", "replace").rstrip("\r\n")
    places = [text.count(",", 0, match.start(1)) for match in NAME.finditer(text) if match[1] not in UNITS_WITH_SPACES]
    if columns[0] == "record_id" and (match := NAME_FOR_ID.match(text)):
        places.append(match[0].count(","))
    return places
