"""What becomes of decisions: who carries each out, by when, how far that is and what shows it, read from its actions."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from forum.models import Action, ActionReport, Decision


class Standing(models.TextChoices):
    DECIDED = "decided", pgettext_lazy("decision", "decided")
    NO_ACTION = "no-action", _("no action yet")
    OPEN = "open", _("open")
    UNDER_WAY = "under-way", _("under way")
    OVERDUE = "overdue", _("overdue")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


def with_evidence(actions: QuerySet[Action]) -> QuerySet[Action]:
    """Each with its latest `evidence`, in words or by the title of a file; in the same question."""
    told = ActionReport.objects.filter(action=OuterRef("pk")).exclude(evidence="", document=None)
    words = Coalesce(NullIf("evidence", Value("")), F("document__title"), output_field=models.TextField())
    return actions.annotate(evidence=Subquery(told.order_by("-recorded_at", "-pk").values(words=words)[:1]))


def give_actions(decisions: Iterable[Decision], actions: Iterable[Action]) -> list[Decision]:
    """Gives each decision `carried_by`, those of the actions of its meeting that carry it out, and its `standing`."""
    found: dict[int, list[Action]] = {}
    for action in actions:
        found.setdefault(action.decision_number, []).append(action)
    decisions = list(decisions)
    for decision in decisions:
        decision.carried_by = found.get(decision.number, [])
        decision.standing = standing(decision, decision.carried_by)
    return decisions


def standing(decision: Decision, actions: list[Action]) -> Standing:
    """One action that is late makes its decision late; what was dropped counts only where nothing else was done."""
    states = {action.state for action in actions}
    if not states:
        return Standing.DECIDED if decision.needs_no_action else Standing.NO_ACTION
    if any(action.is_overdue for action in actions):
        return Standing.OVERDUE
    if states <= {Action.State.DONE, Action.State.DROPPED}:
        return Standing.DONE if Action.State.DONE in states else Standing.DROPPED
    return Standing.OPEN if states <= {Action.State.OPEN, Action.State.DROPPED} else Standing.UNDER_WAY
