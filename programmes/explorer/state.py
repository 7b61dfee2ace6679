"""What a reader asks the explorer for, and the one address that says so. Plain Python, knows no database."""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from urllib.parse import urlencode

from programmes.registry import periods
from programmes.registry.codes import AGE_BANDS, SEXES, TOTAL

MOST_VALUES, LONGEST_CODE = 200, 60
LATEST, EVERY = "latest", "all"
COUNTRY = "PK"


class By(StrEnum):
    """What the figures are broken down by."""

    NOTHING = ""
    PROVINCE = "province"
    DISTRICT = "district"
    SEX = "sex"
    AGE = "age"


class View(StrEnum):
    CHART = ""
    MAP = "map"
    TABLE = "table"


@dataclass(frozen=True)
class Known:
    """The codes that an address may name."""

    programmes: Collection[str]
    indicators: Collection[str]
    areas: Collection[str]


@dataclass(frozen=True)
class State:
    """Field by field the parameters of the address. Lists are sorted and hold nothing twice; what is usual is left out."""

    programme: tuple[str, ...] = ()
    indicator: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    by: str = By.NOTHING
    period: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    sex: tuple[str, ...] = ()
    age: tuple[str, ...] = ()
    view: str = View.CHART

    @property
    def query(self) -> str:
        """The canonical query: parameters in one order, values joined by commas."""
        given = [(PARAMETERS.get(field.name, field.name), getattr(self, field.name)) for field in fields(self)]
        return urlencode([(name, ",".join(v) if isinstance(v, tuple) else str(v)) for name, v in given if v], safe=",")

    @property
    def over_time(self) -> bool:
        """Whether the figures stand along a line of time; otherwise one period is looked at."""
        return bool(self.since or self.until) or self.period == (EVERY,) or (not self.period and self.by == By.NOTHING)


PARAMETERS = {"since": "from", "until": "to"}
USUAL: dict[str, tuple[str, ...]] = {"area": (COUNTRY,), "sex": (TOTAL,), "age": (TOTAL,)}


@dataclass(frozen=True)
class Misunderstood:
    """A parameter with a value that nothing is known by; the value is cut so that a notice stays short."""

    parameter: str
    value: str


def understand(given: Mapping[str, Sequence[str]], known: Known) -> tuple[State, list[Misunderstood]]:
    """Values may be repeated or joined by commas. Parameters of other names are other people's, and left alone."""
    lists = {
        "programme": known.programmes,
        "indicator": known.indicators,
        "area": known.areas,
        "sex": (*SEXES, TOTAL),
        "age": (*AGE_BANDS, TOTAL),
    }
    found: dict[str, tuple[str, ...]] = {}
    wrong: list[Misunderstood] = []
    for name, codes in lists.items():
        found[name] = usual_left_out(name, sift(name, values(given, name), codes, wrong))
    chosen = {name: one(given, name, enum, wrong) for name, enum in (("by", By), ("view", View))}
    since, until = (one_period(given, name, wrong) for name in ("from", "to"))
    asked = sift("period", values(given, "period"), PeriodCodes(), wrong)
    return State(**found, **chosen, **times(asked, chosen["by"], since, until)), wrong


def values(given: Mapping[str, Sequence[str]], name: str) -> list[str]:
    """What the address says under a name, in pieces, each once."""
    pieces = [piece.strip() for text in given.get(name, ()) for piece in text.split(",")]
    return list(dict.fromkeys(piece for piece in pieces if piece))


def sift(name: str, pieces: Iterable[str], known: Container[str], wrong: list[Misunderstood]) -> tuple[str, ...]:
    pieces = list(pieces)
    wrong += [Misunderstood(name, piece[:LONGEST_CODE]) for piece in pieces if piece not in known][:3]
    return tuple(sorted(piece for piece in pieces if piece in known)[:MOST_VALUES])


def usual_left_out(name: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    return () if codes == USUAL.get(name) else codes


def one(given: Mapping[str, Sequence[str]], name: str, known: Collection[str], wrong: list[Misunderstood]) -> str:
    pieces = sift(name, values(given, name), [str(value) for value in known], wrong)
    return pieces[0] if pieces else ""


def one_period(given: Mapping[str, Sequence[str]], name: str, wrong: list[Misunderstood]) -> str:
    pieces = sift(name, values(given, name), PeriodCodes(named=()), wrong)
    return pieces[0] if pieces else ""


def times(asked: tuple[str, ...], by: str, since: str, until: str) -> dict:
    """A span drives out single periods; `all` and `latest` are left out where they are usual."""
    if since and until and periods.parse(since) > periods.parse(until):
        since, until = until, since
    if since or until:
        return {"since": since, "until": until}
    named = [code for code in asked if code in (EVERY, LATEST)]
    if not named:
        return {"period": asked}
    usual = EVERY if by == By.NOTHING else LATEST
    return {"period": () if usual in named else (named[0],)}


class PeriodCodes(Container):
    """Everything that reads like a period."""

    def __init__(self, named: Collection[str] = (EVERY, LATEST)) -> None:
        self.named = named

    def __contains__(self, code: object) -> bool:
        try:
            return code in self.named or bool(periods.parse(str(code)))
        except ValueError:
            return False
