"""Who reads the minutes of a meeting and who may propose changes; what the page shows of each state."""

from collections.abc import Iterable

from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.safestring import SafeString

from forum.carrying_out import give_actions, with_evidence
from forum.minutes.circulating import attendees
from forum.minutes.lines import joined
from forum.models import Amendment, Decision, MeetingPage, MinutesPart
from forum.record import expanded, may_read_drafts
from gateway.accounts.audience import Reader, may_read


def meeting_for(reader: Reader, meeting_id: int) -> MeetingPage:
    """The records hang on the page of the meeting's source, whichever translation is asked. For strangers there is none."""
    found = get_object_or_404(MeetingPage.objects.select_related("locale"), pk=meeting_id, live=True)
    if not may_read(reader, found):
        raise Http404
    if found.locale.language_code == "en":
        return found
    return MeetingPage.objects.filter(translation_key=found.translation_key, locale__language_code="en").first() or found


def writes(reader: Reader, meeting: MeetingPage) -> bool:
    """The chair and the secretariat."""
    return may_read_drafts(meeting.get_parent().translation_key, reader)


def may_propose(reader: Reader, meeting: MeetingPage) -> bool:
    """Those who attended, the chair and the secretariat, while the minutes are discussed."""
    return meeting.minutes_state == MeetingPage.Minutes.CIRCULATED and has_a_say(reader, meeting)


def has_a_say(reader: Reader, meeting: MeetingPage) -> bool:
    return writes(reader, meeting) or attendees(meeting).filter(pk=reader.pk).exists()


def drafted(meeting: MeetingPage) -> list[dict]:
    items = list(meeting.agenda.order_by("sort_order", "pk"))
    texts = expanded([meeting.minutes, *(item.minutes for item in items)])
    found = zip(["", *(item.title for item in items)], texts, strict=True)
    return [{"title": title, "html": html} for title, html in found if html]


def discussed(meeting: MeetingPage) -> list[MinutesPart]:
    """Each part with `shown`, its lines; each line with its HTML as a page shows it and the number of its proposals."""
    parts = list(MinutesPart.objects.filter(meeting=meeting, recall=None).prefetch_related("lines__amendments"))
    lines = [line for part in parts for line in part.lines.all()]
    for line, html in zip(lines, expanded([line.html for line in lines]), strict=True):
        line.shown = html
        line.proposals = [one for one in line.amendments.all() if one.state == Amendment.State.OPEN]
    for part in parts:
        part.shown = [line for line in part.lines.all() if line.text or line.proposals or line.is_end]
    return parts


def sealed(parts: Iterable[dict]) -> list[dict]:
    """Each part that says anything, with `html`; the summary is the meeting's own and not repeated."""
    shown = [part for part in parts if part["lines"] and part["kind"] != "summary"]
    texts: list[SafeString] = expanded([joined(part["lines"]) for part in shown])
    return [part | {"html": html} for part, html in zip(shown, texts, strict=True)]


def decisions_of(meeting: MeetingPage) -> list[Decision]:
    """Each with the actions that carry it out, and how it stands today."""
    actions = with_evidence(meeting.actions.select_related("institution", "person")).order_by("number")
    return give_actions(meeting.decisions.order_by("number", "sort_order"), actions)


def with_standing(parts: list[dict], meeting: MeetingPage) -> list[dict]:
    """Beside the sealed words of each decision, which stay as they are, what has become of it."""
    today = {f"decision-{decision.pk}": decision for decision in decisions_of(meeting)}
    return [part | {"today": today.get(part["key"])} for part in parts]


def proposals(meeting: MeetingPage) -> list[Amendment]:
    """Those for the text of today first, then those for a text that was taken back, the last one first."""
    found = Amendment.objects.filter(line__part__meeting=meeting).select_related("line__part__recall", "person")
    found = found.order_by(F("line__part__recall").desc(nulls_first=True), "line__part__order", "line__order", "made_at")
    return list(found)
