"""Confirming the minutes at a later meeting, and correcting them after that: each time a version is sealed."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.html import escape
from django.utils.translation import gettext as _

from forum.communique.withdrawing import forget_in_search
from forum.minutes.circulating import set_state
from forum.minutes.holding import held
from forum.minutes.lines import html_of, text_of
from forum.models import Amendment, Decision, MeetingPage, MinutesPart, MinutesVersion
from gateway.accounts.models import User


def later_meetings(meeting: MeetingPage) -> QuerySet[MeetingPage]:
    """Those of the same body that were held after it."""
    found = MeetingPage.objects.sibling_of(meeting, inclusive=False).filter(live=True, state=MeetingPage.State.HELD)
    return found.filter(starts_at__gt=meeting.starts_at).order_by("starts_at")


def open_proposals(meeting: MeetingPage) -> QuerySet[Amendment]:
    return Amendment.objects.filter(line__part__meeting=meeting, line__part__recall=None, state=Amendment.State.OPEN)


@transaction.atomic
def confirm(meeting: MeetingPage, confirmed_in: MeetingPage, by: User) -> MinutesVersion:
    meeting = held(meeting.pk)
    if meeting.minutes_state != MeetingPage.Minutes.CIRCULATED:
        raise ValidationError(_("Only circulated minutes are confirmed, and only once."))
    if open_proposals(meeting).exists():
        raise ValidationError(_("Answer each proposal first."))
    if meeting.has_unpublished_changes:
        raise ValidationError(
            _("Publish the changes of the meeting's page first, or take them back: its decisions are sealed too.")
        )
    return seal(meeting, confirmed_in, by)


@transaction.atomic
def seal(meeting: MeetingPage, confirmed_in: MeetingPage | None, by: User | None) -> MinutesVersion:
    set_state(meeting, MeetingPage.Minutes.CONFIRMED)
    parts = list(sealed_parts(meeting))
    return MinutesVersion.objects.create(meeting=meeting, number=1, parts=parts, confirmed_in=confirmed_in, by=by)


def sealed_parts(meeting: MeetingPage) -> Iterable[dict]:
    yield part("summary", "summary", lines=[paragraph(meeting.summary)])
    for found in MinutesPart.objects.filter(meeting=meeting, recall=None).prefetch_related("lines"):
        lines = [{"style": line.style, "html": line.html} for line in found.lines.all() if line.text]
        yield part(found.key, found.key.partition("-")[0], title=found.title, lines=lines)
    for decision in meeting.decisions.order_by("number", "sort_order"):
        yield part(f"decision-{decision.pk}", "decision", number=decision.number, lines=[paragraph(decision.text)])


def part(key: str, kind: str, title: str = "", number: int | None = None, lines: Iterable[dict] = ()) -> dict:
    kept = [line for line in lines if line["html"]]
    return {"key": key, "kind": kind, "number": number, "title": title, "lines": kept}


def paragraph(text: str) -> dict:
    return {"style": "p", "html": "<br/>".join(escape(row) for row in text.strip().splitlines())}


def latest(meeting: MeetingPage) -> MinutesVersion | None:
    return MinutesVersion.objects.filter(meeting=meeting).first()


@transaction.atomic
def correct(version: MinutesVersion, texts: dict[str, list[str]], reason: str, by: User) -> MinutesVersion:
    """A new version after the one that was corrected; `texts` has the lines of each part by its key, as typed."""
    meeting = held(version.meeting_id)
    if latest(meeting) != version:
        raise ValidationError(_("Somebody has corrected the minutes meanwhile. Look at the new version first."))
    parts = [corrected(part, texts[part["key"]]) for part in version.parts]
    if parts == version.parts:
        raise ValidationError(_("Nothing is different from the version that is confirmed."))
    made = MinutesVersion.objects.create(meeting=meeting, number=version.number + 1, parts=parts, reason=reason, by=by)
    keep_decisions_in_step(parts)
    set_state(meeting, MeetingPage.Minutes.CONFIRMED)
    forget_in_search(meeting)
    return made


def corrected(part: dict, texts: list[str]) -> dict:
    """An empty line is struck; a text beyond the last line is added as a paragraph."""
    before = part["lines"] + [{"style": "p", "html": ""}] * (len(texts) - len(part["lines"]))
    lines = [corrected_line(line, text) for line, text in zip(before, texts, strict=True)]
    return part | {"lines": [line for line in lines if line["html"]]}


def corrected_line(line: dict, text: str) -> dict:
    same = text_of(html_of(text)) == text_of(line["html"])
    return line if same else line | {"html": html_of(text, before=line["html"])}


def keep_decisions_in_step(parts: list[dict]) -> None:
    """The decision on the meeting's page is the one of the minutes."""
    for part in parts:
        if part["kind"] == "decision":
            text = "\n".join(text_of(line["html"]) for line in part["lines"])
            Decision.objects.filter(pk=int(part["key"].partition("-")[2])).exclude(text=text).update(text=text)
