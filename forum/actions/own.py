"""Whose an action is: the person's whom it names, or, where it names an institution alone, of those who sit for it."""

from datetime import date, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from forum.listings import children_of, english
from forum.models import Action, BodyPage, Decision, MeetingPage, Membership
from gateway.accounts.audience import Reader, readable
from gateway.accounts.models import User

SOON = timedelta(days=14)
CLOSED_SHOWN = 20


def readable_actions(reader: Reader) -> QuerySet[Action]:
    """Those of the meetings that a reader may read now; each with the words of the decision that it carries out."""
    meetings = readable(MeetingPage.objects.all(), reader)
    decisions = Decision.objects.filter(meeting=OuterRef("meeting"), number=OuterRef("decision_number"))
    found = Action.objects.filter(meeting__in=meetings.values("pk"))
    found = found.annotate(decision_text=Subquery(decisions.values("text")[:1]))
    return found.select_related("meeting__locale", "institution", "person", "commitment")


def own_actions(person: User) -> QuerySet[Action]:
    """In all the person's bodies. Those of a body that they left are gone at once."""
    mine = Q(person=person)
    for path_range, institution in seats_with_institution(person):
        mine |= Q(person=None, institution=institution, meeting__path__range=path_range)
    meetings = english(MeetingPage).values("pk")
    return readable_actions(person).filter(mine, meeting__in=meetings)


def seats_with_institution(person: User) -> list[tuple[tuple[str, str], int]]:
    """Where the meetings of a body lie in the tree, and for whom the person sits in it today."""
    seats = Membership.objects.current().filter(person=person, institution__isnull=False)
    found = list(seats.values_list("body__translation_key", "institution"))
    keys = [key for key, _institution in found]
    bodies = BodyPage.objects.filter(translation_key__in=keys, locale__language_code="en").only(
        "path", "depth", "translation_key"
    )
    ranges = {body.translation_key: children_of(body) for body in bodies}
    return [(ranges[key], institution) for key, institution in found if key in ranges]


def is_own(person: User, action: Action) -> bool:
    return own_actions(person).filter(pk=action.pk).exists()


def grouped(actions: list[Action]) -> list[tuple[str, list[Action]]]:
    """Open actions as `overdue`, `soon` and `later`, each by its date; those without a date come last."""
    groups: dict[str, list[Action]] = {"overdue": [], "soon": [], "later": []}
    for action in sorted(actions, key=lambda action: (action.due or date.max, action.pk)):
        groups[group_of(action)].append(action)
    return [(name, found) for name, found in groups.items() if found]


def group_of(action: Action) -> str:
    if action.is_overdue:
        return "overdue"
    return "soon" if action.due and action.due <= timezone.localdate() + SOON else "later"
