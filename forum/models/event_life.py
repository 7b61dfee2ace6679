"""An event's life: what its editors say of it, and what the clock makes of that. All times are Pakistan's."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from forum.models.earlier_dates import KeepsEarlierDates
from forum.models.event_doors import EventDoors

STREAM_SHOWN_BEFORE = timedelta(minutes=30)


class Status(models.TextChoices):
    PLANNED = "planned", gettext_lazy("takes place")
    POSTPONED = "postponed", gettext_lazy("postponed")
    CALLED_OFF = "called-off", gettext_lazy("called off")


class Mode(models.TextChoices):
    IN_PERSON = "in-person", gettext_lazy("on site")
    ONLINE = "online", gettext_lazy("online")
    BOTH = "both", gettext_lazy("on site and online")


class Phase(models.TextChoices):
    """What the page leads with."""

    ANNOUNCED = "announced", gettext_lazy("announced")
    OPEN = "open", gettext_lazy("registration open")
    SOON = "soon", gettext_lazy("begins soon")
    LIVE = "live", gettext_lazy("under way")
    HELD = "held", gettext_lazy("held")
    POSTPONED = "postponed", gettext_lazy("postponed")
    CALLED_OFF = "called-off", gettext_lazy("called off")


class EventLife(KeepsEarlierDates, EventDoors):
    span_fields = ("starts_on", "ends_on")

    status = models.CharField(
        gettext_lazy("state"),
        max_length=10,
        choices=Status.choices,
        default=Status.PLANNED,
        help_text=gettext_lazy("All else follows from the clock. A new date for a postponed event: set it, and “takes place”."),
    )
    change_reason = models.TextField(
        gettext_lazy("reason for the change"),
        max_length=500,
        blank=True,
        help_text=gettext_lazy("Needed when the event is postponed or called off; readers see it."),
    )
    mode = models.CharField(gettext_lazy("takes place"), max_length=10, choices=Mode.choices, default=Mode.IN_PERSON)
    starts_on = models.DateField(
        gettext_lazy("first day"),
        help_text=gettext_lazy("If you change it, readers still see the earlier date, struck through."),
    )
    starts_time = models.TimeField(
        gettext_lazy("begins at"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Pakistan Standard Time (PKT), on the first day."),
    )
    ends_on = models.DateField(
        gettext_lazy("last day"), null=True, blank=True, help_text=gettext_lazy("Leave empty for an event of one day.")
    )
    ends_time = models.TimeField(
        gettext_lazy("ends at"), null=True, blank=True, help_text=gettext_lazy("Pakistan Standard Time (PKT), on the last day.")
    )
    stream = models.URLField(
        gettext_lazy("link to the live stream"),
        blank=True,
        help_text=gettext_lazy("Shown from half an hour before the beginning until the end, and never before."),
    )
    illustrative = models.BooleanField(
        gettext_lazy("made up for demonstration"), default=False, help_text=gettext_lazy("The page and every list then say so.")
    )

    life_panel = MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("status"), FieldPanel("mode")]),
            FieldPanel("change_reason"),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("starts_time")]),
            FieldRowPanel([FieldPanel("ends_on"), FieldPanel("ends_time")]),
            FieldPanel("stream"),
            FieldPanel("illustrative"),
        ],
        heading=gettext_lazy("State, date and time"),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        errors = self.door_errors()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            errors["ends_on"] = _("The last day lies before the first.")
        elif self.starts_on and self.starts_time and self.ends_time and self.ends_at <= self.starts_at:
            errors["ends_time"] = _("The event ends before it begins.")
        if self.status != Status.PLANNED and not self.change_reason.strip() and self.is_source:
            errors["change_reason"] = _("Say why: readers who made plans want to know.")
        if errors:
            raise ValidationError(errors)

    @property
    def is_source(self) -> bool:
        """Whether the state is its own, and not that of the page from which it was translated."""
        return True

    @property
    def last_day(self) -> date:
        return self.ends_on or self.starts_on

    @property
    def starts_at(self) -> datetime:
        """Without an hour, the beginning of the first day."""
        return timezone.make_aware(datetime.combine(self.starts_on, self.starts_time or time.min))

    @property
    def ends_at(self) -> datetime:
        """Without an hour, the end of the last day."""
        if self.ends_time:
            return timezone.make_aware(datetime.combine(self.last_day, self.ends_time))
        return timezone.make_aware(datetime.combine(self.last_day, time.min)) + timedelta(days=1)

    @property
    def version(self) -> str:
        """What a letter about the event has told: another state, day or hour asks for another letter."""
        return f"{self.status} {self.starts_at.isoformat(timespec='minutes')} {self.ends_at.isoformat(timespec='minutes')}"

    @property
    def stream_from(self) -> datetime:
        return self.starts_at - STREAM_SHOWN_BEFORE if self.starts_time else self.starts_at

    @property
    def is_over(self) -> bool:
        return self.status != Status.POSTPONED and self.ends_at <= timezone.now()

    @property
    def is_moved(self) -> bool:
        return self.status == Status.PLANNED and bool(self.earlier_dates)

    def phase(self, now: datetime | None = None) -> Phase:
        now = now or timezone.now()
        if self.status != Status.PLANNED:
            return Phase(self.status)
        if now >= self.ends_at:
            return Phase.HELD
        if now >= self.starts_at:
            return Phase.LIVE
        if now >= self.stream_from:
            return Phase.SOON
        return Phase.OPEN if self.is_open(now) else Phase.ANNOUNCED

    @property
    def shows_stream(self) -> bool:
        return bool(self.stream) and self.phase() in (Phase.SOON, Phase.LIVE)

    @property
    def earlier_spans(self) -> list[tuple[date, date | None]]:
        return [tuple(date.fromisoformat(text) if text else None for text in pair) for pair in self.earlier_dates]
