"""Where the minutes of a meeting stand: the database says so, never a draft of the page; and the fields of their draft."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


class MinutesState(models.TextChoices):
    DRAFT = "draft", _("draft, for the chair and the secretariat")
    CIRCULATED = "circulated", _("circulated to members")
    CONFIRMED = "confirmed", _("confirmed")


class KeepsStateOfMinutes(models.Model):
    """Only the desk moves it: an old version of the page, published again, takes no minutes back into the draft."""

    minutes_state = models.CharField(
        _("state of the minutes"), max_length=10, choices=MinutesState.choices, default=MinutesState.DRAFT
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if stored := stored_state(type(self), self.pk) or self.state_at_its_source():
            self.minutes_state = stored
        return super().save(*args, **kwargs)

    def state_at_its_source(self) -> str | None:
        """A new translation takes over how the minutes stand."""
        found = type(self)._base_manager.filter(translation_key=self.translation_key).exclude(pk=self.pk)
        return found.values_list("minutes_state", flat=True).first()

    @property
    def shows_minutes(self) -> bool:
        """Whether all members may read the minutes; a draft is for the chair and the secretariat."""
        return self.minutes_state != MinutesState.DRAFT


def stored_state(model, pk: int | None) -> str | None:
    return model._base_manager.filter(pk=pk).values_list("minutes_state", flat=True).first() if pk else None


def in_draft(record) -> bool:
    """Of a meeting or one of its agenda items; one that is new is in the draft too."""
    meeting = record if isinstance(record, KeepsStateOfMinutes) else getattr(record, "meeting", None)
    return meeting is None or stored_state(type(meeting), meeting.pk) in {None, MinutesState.DRAFT}


class DraftMinutesPanel(FieldPanel):
    """Gone from the form once the minutes are circulated: they are changed at their desk then."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return super().is_shown() and in_draft(self.instance)
