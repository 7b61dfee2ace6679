"""What a meeting's page shows to one reader, in as few questions to the database as it can."""

from collections.abc import Sequence

from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from wagtail.rich_text import expand_db_html

from forum.carrying_out import give_actions, with_evidence
from forum.models import Action, AgendaItem, MeetingPage, Paper
from forum.people import attendance_of, replies_to
from forum.tokens import drafts_token
from gateway.accounts.audience import SUPERUSER, Reader, readable, tokens_of
from gateway.files.models import Document
from gateway.pages.links import address_in

PAPER = {
    "paper_pk": F("papers__pk"),
    "paper_title": F("papers__title"),
    "file_pk": F("papers__document__pk"),
    "collection_pk": F("papers__document__collection"),
    "file_title": F("papers__document__title"),
    "file_name": F("papers__document__file"),
    "file_size": F("papers__document__file_size"),
}
IN_ORDER = ("meeting__number", "number", "sort_order")


def meeting_context(meeting: MeetingPage, request: HttpRequest) -> dict:
    body = meeting.get_parent()
    body.locale = meeting.locale
    is_preview = getattr(request, "is_preview", False)
    agenda = agenda_with_papers(meeting, is_preview)
    shows_minutes = meeting.shows_minutes or may_read_drafts(body.translation_key, request.user)
    own, carried = actions_before(meeting, request.user, is_preview)
    return {
        "body": body,
        "body_url": address_in(get_language(), body.locale.language_code, body.get_url(request) or ""),
        "agenda": agenda,
        "decisions": give_actions(meeting.decisions.select_related("commitment").order_by("number", "sort_order"), own),
        "actions": own,
        "carried": carried,
        "shows_minutes": shows_minutes and meeting.state == meeting.State.HELD,
        "attendance": None if meeting.is_to_come else attendance_of(meeting),
        "replies": replies_to(meeting, request.user) if meeting.is_to_come else None,
    }


def agenda_with_papers(meeting: MeetingPage, is_preview: bool) -> list[AgendaItem]:
    """In their order, each item with `shown_papers`, and with its day where that is another than the item's before."""
    agenda = previewed_agenda(meeting) if is_preview else stored_agenda(meeting)
    before = None
    for item in agenda:
        item.new_day = meeting.day(item.day) if item.day and item.day != before else None
        before = item.day or before
    return agenda


def previewed_agenda(meeting: MeetingPage) -> list[AgendaItem]:
    agenda = list(meeting.agenda.all())
    for item in agenda:
        item.shown_papers = list(item.papers.all())
    return agenda


def stored_agenda(meeting: MeetingPage) -> list[AgendaItem]:
    """One question: a row for each paper, and one for an item without papers."""
    rows = AgendaItem.objects.filter(meeting=meeting.pk).annotate(**PAPER)
    agenda: list[AgendaItem] = []
    for row in rows.order_by("sort_order", "pk", "papers__sort_order", "papers__pk"):
        if not agenda or agenda[-1].pk != row.pk:
            row.shown_papers = []
            agenda.append(row)
        if row.paper_pk:
            agenda[-1].shown_papers.append(paper_of(row))
    return agenda


def paper_of(row: AgendaItem) -> Paper:
    names = {"title": row.file_title, "file": row.file_name, "file_size": row.file_size}
    file = Document(pk=row.file_pk, collection_id=row.collection_pk, **names)
    return Paper(pk=row.paper_pk, title=row.paper_title, document=file)


def actions_before(meeting: MeetingPage, reader: Reader, is_preview: bool) -> tuple[list[Action], list[Action]]:
    """The actions that the meeting made, and those that it carries over: still the records of the meetings that made them.

    One question for both; a preview shows its own from the form instead.
    """
    carried = Q(carried_to__meeting__translation_key=meeting.translation_key)
    kept = carried & Q(meeting__in=readable(MeetingPage.objects.all(), reader).values("pk"))
    found = Action.objects.filter(Q(pk__in=Action.objects.filter(kept).values("pk")) | Q(meeting=meeting.pk))
    actions = list(with_evidence(found).select_related("meeting", "institution", "person", "commitment").order_by(*IN_ORDER))
    made = [action for action in actions if action.meeting_id == meeting.pk]
    return previewed_actions(meeting, made) if is_preview else made, [
        action for action in actions if action.meeting_id != meeting.pk
    ]


def previewed_actions(meeting: MeetingPage, stored: list[Action]) -> list[Action]:
    """As the form has them, but for their state, which only reports change."""
    actions, states = list(meeting.actions.all()), {action.pk: action.state for action in stored}
    for action in actions:
        action.state = states.get(action.pk, action.state)
    return actions


def may_read_drafts(body_key, reader: Reader) -> bool:
    """Draft minutes are for the chair and the secretariat."""
    return not tokens_of(reader).isdisjoint({SUPERUSER, drafts_token(body_key)})


def expanded(texts: Sequence[str]) -> list[str]:
    """Rich texts as a page shows them; the files to which they lead are read together, by a seam that no text can hold."""
    return [mark_safe(text) for text in expand_db_html("\0".join(texts)).split("\0")] if texts else []  # noqa: S308
