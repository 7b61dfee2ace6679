"""The dates for which a meeting or an event was announced before it was moved: kept when the new one is published."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone

Span = tuple[datetime, datetime | None]


class KeepsEarlierDates(models.Model):
    """What is stored decides, never a draft: an old version published again forgets no date."""

    span_fields: ClassVar[tuple[str, str]] = ("starts_at", "ends_at")
    earlier_dates = models.JSONField(default=list, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        written = kwargs.get("update_fields")
        if self.pk and (written is None or self.span_fields[0] in written):
            self.keep_earlier_date()
        return super().save(*args, **kwargs)

    def keep_earlier_date(self) -> None:
        first = self.span_fields[0]
        before = type(self)._base_manager.filter(pk=self.pk).values("live", *self.span_fields, "earlier_dates").first()
        if before is None:
            return
        moved = before["live"] and before[first] != getattr(self, first)
        span = [before[name].isoformat() if before[name] else "" for name in self.span_fields]
        self.earlier_dates = before["earlier_dates"] + ([span] if moved else [])

    @property
    def earlier_spans(self) -> list[Span]:
        return [tuple(as_time(text) for text in pair) for pair in self.earlier_dates]


def as_time(text: str) -> datetime | None:
    return timezone.localtime(datetime.fromisoformat(text)) if text else None
