"""Where the minutes of a meeting stand: the database says so, never a draft of the page; and the fields of their draft."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


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

    @transaction.atomic
    def save(self, *args, **kwargs):
        hold(pk=self.pk)
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


def hold(**which) -> None:
    """Nobody else saves these pages, nor moves their minutes, until the transaction ends.

    It is the page's own row, since that is the first that Wagtail writes: in another order two people would wait for each other.
    """
    rows = Page.objects.filter(**which).order_by("pk").select_for_update(no_key=True)
    list(rows.values_list("pk", flat=True))


def stored_state(model, pk: int | None) -> str | None:
    return model._base_manager.filter(pk=pk).values_list("minutes_state", flat=True).first() if pk else None


def in_draft(record) -> bool:
    """Of a meeting or one of its agenda items; one that is new is in the draft too."""
    meeting = record if isinstance(record, KeepsStateOfMinutes) else getattr(record, "meeting", None)
    return meeting is None or stored_state(type(meeting), meeting.pk) in {None, MinutesState.DRAFT}


class DraftMinutesPanel(FieldPanel):
    """Gone from the form once the minutes are circulated: they are changed at their desk then.

    Whoever opened the form before that, and sends it after, sees what they wrote again.
    """

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return super().is_shown() and (in_draft(self.instance) or was_sent(self.form, self.field_name))


def was_sent(form, name: str) -> bool:
    """A comparison of two versions has no form."""
    return form is not None and form.is_bound and form.add_prefix(name) in form.data
