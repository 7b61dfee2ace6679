"""A meeting's life: proposed, scheduled, held, cancelled; which moves are allowed, and what each of them asks for."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy


class State(models.TextChoices):
    PROPOSED = "proposed", gettext_lazy("proposed")
    SCHEDULED = "scheduled", gettext_lazy("scheduled")
    HELD = "held", gettext_lazy("held")
    CANCELLED = "cancelled", gettext_lazy("cancelled")


MOVES: dict[str, set[str]] = {
    State.PROPOSED: {State.SCHEDULED, State.CANCELLED},
    State.SCHEDULED: {State.HELD, State.CANCELLED},
    State.HELD: set(),
    State.CANCELLED: {State.PROPOSED},
}
TO_COME = {State.PROPOSED, State.SCHEDULED}


def published_state(meeting) -> str | None:
    """What readers have been told; a meeting that nobody was shown may still become anything."""
    rows = type(meeting)._base_manager.filter(pk=meeting.pk, live=True)
    return rows.values_list("state", flat=True).first() if meeting.pk else None


def open_states(before: str | None) -> set[str]:
    return set(State.values) if before is None else MOVES[before] | {before}


def check_life(meeting) -> None:
    """Raises ValidationError, by field, for a move that is not allowed or lacks what it asks for."""
    errors = missing(meeting)
    before = published_state(meeting)
    if meeting.state not in open_states(before):
        words = {"before": State(before).label, "after": meeting.get_state_display()}
        errors["state"] = _("A meeting that is %(before)s cannot become %(after)s.") % words
    if errors:
        raise ValidationError(errors)


def missing(meeting) -> dict[str, str]:
    if meeting.state == State.CANCELLED and not meeting.cancelled_because.strip():
        return {"cancelled_because": _("Say why the meeting is cancelled.")}
    if meeting.state == State.SCHEDULED and not (meeting.place or meeting.link):
        return {"place": _("Give a place, a link to join, or both, before the meeting is scheduled.")}
    if meeting.state == State.HELD and meeting.starts_at and meeting.starts_at > timezone.now():
        return {"state": _("The meeting has not begun yet.")}
    return {}
