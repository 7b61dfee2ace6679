"""Who registered for an event: kept for its editors alone, on the English page, and deleted soon after the event."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gateway.taxonomy.models import Area


class EventRegistration(models.Model):
    """`letter` is what is still to be told, and `told` how the event stood in the last letter.

    Nothing here is a page's or a search's business; even its name says nothing of the person.
    """

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("not confirmed yet")
        CONFIRMED = "confirmed", _("has a place")
        WAITING = "waiting", _("on the waiting list")

    class Letter(models.TextChoices):
        NONE = ""
        CONFIRM = "confirm"
        PLACE = "place"
        WAITING = "waiting"
        MOVED_UP = "moved-up"
        KNOWN = "known"
        NEWS = "news"

    wagtail_reference_index_ignore = True

    event = models.ForeignKey("forum.EventPage", models.CASCADE, related_name="registrations")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.UNCONFIRMED)
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    institution = models.CharField(_("institution"), max_length=200, blank=True)
    province = models.ForeignKey(
        Area, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("province or territory")
    )
    needs = models.TextField(_("what you need to take part"), max_length=500, blank=True)
    language = models.CharField(max_length=2, default="en")
    asked_at = models.DateTimeField(default=timezone.now)
    held_until = models.DateTimeField(null=True, blank=True)
    queued_at = models.DateTimeField(null=True, blank=True)
    letter = models.CharField(max_length=10, blank=True)
    letter_due = models.DateTimeField(null=True, blank=True, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    told = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints: ClassVar = [models.UniqueConstraint(fields=["event", "email"], name="registered_once")]
        indexes: ClassVar = [models.Index(fields=["event", "state"], name="registration_by_state")]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.pk}"
