"""Whether people can register for an event, from when to when, and how many of them have a place."""

from datetime import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

PLANNED = "planned"


class EventDoors(models.Model):
    takes_registrations = models.BooleanField(
        gettext_lazy("people register here"),
        default=False,
        help_text=gettext_lazy("The page then has a form. Whoever may edit this page sees who registered, and nobody else."),
    )
    places = models.PositiveIntegerField(
        gettext_lazy("places"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Empty: no limit. Beyond it there is a waiting list; if you raise it, those who wait move up."),
    )
    registration_opens = models.DateTimeField(
        gettext_lazy("registration opens"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Pakistan Standard Time (PKT). Empty: with the publication of the page."),
    )
    registration_closes = models.DateTimeField(
        gettext_lazy("registration closes"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Pakistan Standard Time (PKT). Empty: when the event begins."),
    )

    doors_panel = MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("takes_registrations"), FieldPanel("places")]),
            FieldRowPanel([FieldPanel("registration_opens"), FieldPanel("registration_closes")]),
        ],
        heading=gettext_lazy("Registration"),
    )

    class Meta:
        abstract = True

    def door_errors(self) -> dict[str, str]:
        errors = {}
        opens, closes = self.registration_opens, self.registration_closes
        if opens and closes and closes <= opens:
            errors["registration_closes"] = _("Registration closes before it opens.")
        return errors

    @property
    def doors_close(self) -> datetime:
        return min(self.registration_closes or self.starts_at, self.ends_at)

    def is_open(self, now: datetime | None = None) -> bool:
        """Whether one can register now."""
        now = now or timezone.now()
        has_begun = self.registration_opens is None or self.registration_opens <= now
        return self.takes_registrations and self.status == PLANNED and has_begun and now < self.doors_close

    @property
    def opens_later(self) -> bool:
        opens = self.registration_opens
        return self.takes_registrations and self.status == PLANNED and bool(opens) and timezone.now() < opens
