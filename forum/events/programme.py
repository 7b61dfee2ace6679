"""An event's programme as it is read: day by day, and in a day what begins together stands together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from itertools import groupby

from forum.blocks import PARTS, SPEAKER
from forum.models import EventPage
from gateway.accounts.audience import Reader
from gateway.accounts.documents import may_open
from gateway.files.models import Document


@dataclass(frozen=True)
class Person:
    name: str
    part: str
    office: str


@dataclass(frozen=True)
class Session:
    starts: time | None
    ends: time | None
    track: str
    title: str
    people: list[Person]
    speakers: str
    text: str
    slides: Document | None


@dataclass(frozen=True)
class Slot:
    """The sessions that begin at one time: one, or parallel ones."""

    starts: time | None
    sessions: list[Session]

    @property
    def is_parallel(self) -> bool:
        return len(self.sessions) > 1

    @property
    def ends(self) -> time | None:
        """Where all of them end together; otherwise each says so itself."""
        ends = {session.ends for session in self.sessions}
        return ends.pop() if len(ends) == 1 else None


@dataclass(frozen=True)
class Day:
    date: date
    title: str
    slots: list[Slot] = field(default_factory=list)


def days_of(event: EventPage, reader: Reader | None = None) -> list[Day]:
    """For a reader, without the slides that are closed to them."""
    blocks = [child.value for child in event.programme]
    return [
        Day(block["date"], block.get("title") or "", slots_of(session_of(row, reader) for row in block["sessions"]))
        for block in blocks
    ]


def slots_of(sessions: Iterable[Session]) -> list[Slot]:
    """In the order of the clock; sessions without a time follow in their own order, each for itself."""
    rows = list(sessions)
    timed = sorted((row for row in rows if row.starts), key=lambda row: row.starts)
    slots = [Slot(starts, list(group)) for starts, group in groupby(timed, lambda row: row.starts)]
    return slots + [Slot(None, [row]) for row in rows if not row.starts]


def session_of(block, reader: Reader | None = None) -> Session:
    people = [person_of(person) for person in block.get("people") or []]
    words = {name: block.get(name) or "" for name in ("track", "title", "speakers", "text")}
    slides = block.get("slides")
    if reader is not None and slides and not may_open(reader, slides):
        slides = None
    return Session(block.get("time"), block.get("ends"), people=people, slides=slides, **words)


def person_of(block) -> Person:
    part = block.get("part") or SPEAKER
    return Person(block["name"], "" if part == SPEAKER else str(PARTS.get(part, part)), block.get("office") or "")


def all_slides(event: EventPage) -> list[Document]:
    return [session.slides for day in days_of(event) for slot in day.slots for session in slot.sessions if session.slides]


def people_of(event: EventPage) -> list[str]:
    """Everybody named, once, in the order in which they are named."""
    named = [speaker.name for speaker in event.speakers.all()]
    sessions = [session for day in days_of(event) for slot in day.slots for session in slot.sessions]
    return list(dict.fromkeys([*named, *(person.name for session in sessions for person in session.people)]))
