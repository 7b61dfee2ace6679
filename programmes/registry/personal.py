"""Personal data in an export that has failed a check. An export that passed has no room for any."""

import re
import unicodedata
from collections.abc import Iterable

from programmes.registry.codes import AGE_BANDS, COLUMNS, OBS_STATUSES, RUPEES, SEXES, STATUSES, TOTAL, Codes
from programmes.registry.findings import Finding
from programmes.registry.words import KnownWords

APART = r"(?:(?<![0-9a-f])|(?<=[g-z][a-f]))"  # neither within a number nor within a pseudonym, but after "cnic" or "phone"
NUMBERS = re.compile(
    r"(?<![0-9])[0-9]{5} ?[-./_ ] ?[0-9]{7} ?[-./_ ] ?[0-9](?![0-9])"  # CNIC as printed
    rf"|{APART}[0-9]{{13}}(?![0-9a-f])"  # CNIC, digits only
    rf"|{APART}(?:\+?92|0092|0)[-. ]?\(?3[0-9]{{2}}\)?[-. ]?[0-9]{{3}}[-. ]?[0-9]{{4}}(?![0-9a-f])"  # mobile telephone
    r"|(?<![-0-9a-f.])\(?(?:(?:\+|00)92[- ]?\(?|0)[2-9][0-9]{1,2}\)?[- ][0-9]{7,8}(?![0-9a-f])"  # telephone with a wire
    r"|[\w.%+-]{1,64}@[^\W_](?:[\w-]{0,62})\.[^\W\d_]"  # e-mail
)
NAME = re.compile(r"[^\W\d_]{3,}\.?|[^\W\d_]+(?:[ ._'’\u200c-]+[^\W\d_]+)+\.?")
HEX_ALONE = re.compile(r"[0-9a-f]+")
SLUG = re.compile(r"[a-z]+(?:[-_][a-z]+)+")
SLUGGED = ("programme", "indicator")
IDENTIFIERS = ("record_id", "household_id")
SHOWN = 5


def find(lines: Iterable[tuple[int, bytes]], file: str, columns: tuple[str, ...], codes: Codes) -> list[Finding]:
    """The first lines, by column, that hold a CNIC, a telephone number, an e-mail address or a name."""
    lawful, known = lawful_line(columns, codes), KnownWords(codes)
    found: dict[str | None, list[int]] = {}
    counts: dict[str | None, int] = {}
    for number, line in lines:
        if lawful.match(line):
            continue
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if number == 1 and is_header(text, columns):
            continue
        for column in suspects(text, columns, known):
            counts[column] = counts.get(column, 0) + 1
            if counts[column] <= SHOWN:
                found.setdefault(column, []).append(number)
    return [Finding("personal-data", file, line, column, counts[column]) for column, hits in found.items() for line in hits]


def is_header(text: str, columns: tuple[str, ...]) -> bool:
    """A line of columns' names, even where some are wrong: those are words, and nobody's names."""
    fields = text.split(",")
    return 2 * len({*columns} & {*fields}) >= len(columns) and not any(map(has_number, fields))


def lawful_line(columns: tuple[str, ...], codes: Codes) -> re.Pattern[bytes]:
    """A line of codes and lawful numbers alone, which has no room for anything else: most lines of most exports."""
    forms = dict.fromkeys(IDENTIFIERS, "[0-9a-f]{32}") | {"amount": "[0-9]{1,9}", "value": "[0-9]{1,10}"}
    period = "(?:FY)?20[0-9]{2}(?:-(?:Q[1-4]|[01][0-9]|H[12]|9M))?"
    lists: dict[str, Iterable[str]] = {
        "programme": codes.programmes,
        "indicator": codes.units,
        "unit": set(codes.units.values()),
        "province": codes.provinces,
        "district": codes.districts,
        "ref_area": codes.areas,
        "sex": (*SEXES, TOTAL),
        "age_band": (*AGE_BANDS, TOTAL),
        "status": STATUSES,
        "obs_status": OBS_STATUSES,
        "conf_status": ("C", "F"),
    }
    forms |= {"quarter": period, "period": period}
    forms |= {name: "(?:" + "|".join(map(re.escape, sorted(known))) + ")" for name, known in lists.items()}
    return re.compile((",".join(forms.get(column, "(?!)") for column in columns) + r"\n?\Z").encode())


def suspects(text: str, columns: tuple[str, ...], known: KnownWords) -> set[str | None]:
    fields = text.split(",")
    named = dict(zip(COLUMNS["aggregate"] if columns[0] == "programme" else (), fields, strict=False))
    found: set[str | None] = set()
    for at, field in enumerate(fields):
        column = (columns[at] or None) if at < len(columns) else None
        value = field.strip().strip('"').strip()
        is_money = column == "value" and named.get("unit") == RUPEES and value.isdecimal()
        is_cut = at + 1 == len(fields) < len(columns) and known.begins(value)
        if (has_number(value) and not is_money) or (is_name(value, column, known) and not is_cut):
            found.add(column)
    return found


def has_number(value: str) -> bool:
    """In any digits, with any dash or space: those of Urdu and of print are read as their Latin likes."""
    return NUMBERS.search(value if value.isascii() else "".join(map(as_latin, value))) is not None


def as_latin(letter: str) -> str:
    if letter.isdecimal():
        return str(int(letter))
    return {"Pd": "-", "Zs": " ", "Cf": ""}.get(unicodedata.category(letter), letter)


def is_name(value: str, column: str | None, known: KnownWords) -> bool:
    """A word of letters, or several, that is no code, no place and no programme, nor nearly one; nor made as their codes are."""
    letters = "".join(letter for letter in value if not unicodedata.category(letter).startswith("M"))
    if not NAME.fullmatch(letters):
        return False
    if (column in IDENTIFIERS and HEX_ALONE.fullmatch(letters)) or (column in SLUGGED and SLUG.fullmatch(letters)):
        return False
    return not known.has(letters)
