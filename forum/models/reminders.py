"""Letters that remind of an action's due date: which were sent, and who wants none."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.models.outcomes import Action


class ActionReminder(models.Model):
    """One for each action, person, due date and kind. While `claimed_until` lies ahead, somebody is sending it."""

    class Kind(models.TextChoices):
        BEFORE = "before", _("due soon")
        AFTER = "after", _("overdue")

    wagtail_reference_index_ignore = True

    action = models.ForeignKey(Action, models.CASCADE, related_name="reminders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    due = models.DateField()
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "person", "kind", "due"], name="reminded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.action_id}, {self.person_id}: {self.kind}"


class NoReminders(models.Model):
    """That a person has stopped these letters."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.person_id}"
