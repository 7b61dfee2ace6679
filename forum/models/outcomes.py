"""What a meeting led to: decisions and actions, numbered. An action carried over stays the one that it was."""

from collections.abc import Iterable
from itertools import count
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from gateway.taxonomy.models import Institution

NUMBERED_TWICE = _("Two decisions, or two actions, have the same number. Leave one empty: it gets the next.")


def number_the_unnumbered(records) -> None:
    """Gives each record without a number the next free one; numbers once given never change."""
    records = list(records)
    given = [record.number for record in records if record.number]
    if len(given) != len(set(given)):
        raise ValidationError(NUMBERED_TWICE)
    for record, number in zip(records, numbers_given([record.number for record in records]), strict=True):
        record.number = number


def numbers_given(numbers: list[int | None]) -> list[int]:
    """With the next free ones, in their order, for those that are missing."""
    following = count(max(filter(None, numbers), default=0) + 1)
    return [number or next(following) for number in numbers]


class Decision(Orderable):
    meeting = ParentalKey("forum.MeetingPage", on_delete=models.CASCADE, related_name="decisions")
    number = models.PositiveSmallIntegerField(
        _("number"), null=True, blank=True, help_text=_("Leave empty for the next free number.")
    )
    text = models.TextField(_("decision"))
    commitment = models.ForeignKey(
        "forum.Commitment",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("commitment that it serves"),
    )

    needs_no_action = models.BooleanField(
        _("carried out by being taken"),
        default=False,
        help_text=_("Nobody has to do anything for it. Members read “decided”, not “no action yet”."),
    )

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("commitment")]),
        FieldPanel("text"),
        FieldPanel("needs_no_action"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("decision")

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:60]}"

    def save(self, *args, **kwargs) -> None:
        """Once the minutes are confirmed, its words are theirs: an old version of the page changes them no more."""
        sealed = Decision.objects.filter(pk=self.pk, meeting__minutes_versions__isnull=False) if self.pk else None
        if sealed is not None and (kept := sealed.values("number", "text").first()):
            self.number, self.text = kept["number"], kept["text"]
        super().save(*args, **kwargs)


class Action(Orderable):
    class State(models.TextChoices):
        OPEN = "open", _("open")
        UNDER_WAY = "under-way", _("under way")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    OPEN: ClassVar = [State.OPEN, State.UNDER_WAY]

    meeting = ParentalKey("forum.MeetingPage", on_delete=models.CASCADE, related_name="actions")
    number = models.PositiveSmallIntegerField(
        _("number"), null=True, blank=True, help_text=_("Leave empty for the next free number.")
    )
    text = models.TextField(_("action"))
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("institution in charge")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person in charge")
    )
    due = models.DateField(_("due"), null=True, blank=True)
    # A number, not a key: both are rows of one form, which may be new, and every version of the page keeps them together.
    decision_number = models.PositiveSmallIntegerField(
        _("carries out decision no."),
        null=True,
        blank=True,
        help_text=_(
            "The number of a decision of this meeting, above. It then shows who carries it out, by when and how far. A new "
            "decision has its number only if you give it one; left empty, it gets the next when you save."
        ),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    commitment = models.ForeignKey(
        "forum.Commitment",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("commitment that it serves"),
    )

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("due")]),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("institution"), FieldPanel("person")]),
        FieldRowPanel([FieldPanel("decision_number"), FieldPanel("commitment")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("action")

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:60]}"

    @transaction.atomic
    def save(self, *args, **kwargs) -> None:
        """What is stored decides on the state, never a draft of the meeting: reports change it, and publishing does not."""
        stored = type(self)._base_manager.filter(pk=self.pk).select_for_update(no_key=True)
        self.state = stored.values_list("state", flat=True).first() or self.state
        super().save(*args, **kwargs)

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_overdue(self) -> bool:
        return bool(self.due) and self.due < timezone.localdate() and self.is_open

    @property
    def label(self) -> str:
        """Its number in the body: the meeting that made it, and its number there, wherever it is carried."""
        return f"{self.meeting.number}.{self.number}"

    @property
    def decision_label(self) -> str:
        return f"{self.meeting.number}.{self.decision_number}" if self.decision_number else ""


def check_decisions_are_there(meeting) -> None:
    """Raises ValidationError where an action carries out a decision that the meeting has not taken."""
    taken = {decision.number for decision in meeting.decisions.all()}
    for action in meeting.actions.all():
        if action.decision_number and action.decision_number not in taken:
            raise ValidationError(no_such_decision(action.decision_number, taken))


def no_such_decision(number: int, taken: Iterable[int]) -> str:
    if not taken:
        return _("This meeting has taken no decision yet. Add it above, or leave this empty.")
    words = _("This meeting has no decision %(number)s. Its decisions are: %(taken)s.")
    return words % {"number": number, "taken": ", ".join(str(one) for one in sorted(taken))}


def check_reported_actions_stay(meeting) -> None:
    """Raises ValidationError where an action would go that somebody has reported on: its history would go with it."""
    if meeting.pk is None:
        return
    kept = [action.pk for action in meeting.actions.all() if action.pk]
    gone = Action.objects.filter(meeting=meeting.pk, reports__isnull=False).exclude(pk__in=kept).order_by("number").first()
    if gone:
        words = _("Action %(number)s has been reported on and stays in the record. Let it be reported as dropped instead.")
        raise ValidationError(words % {"number": gone.number})


class CarriedAction(models.Model):
    """That a meeting takes up an action of an earlier one; the action itself stays where it was made."""

    wagtail_reference_index_ignore = True

    meeting = models.ForeignKey("forum.MeetingPage", models.CASCADE, related_name="carried")
    action = models.ForeignKey(Action, models.CASCADE, related_name="carried_to")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "action"], name="carried_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.action}"
