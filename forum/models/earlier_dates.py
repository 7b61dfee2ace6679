"""The dates for which a meeting was announced before it was moved: kept when the new one is published."""

from datetime import datetime

from django.db import models
from django.utils import timezone

Span = tuple[datetime, datetime | None]


class KeepsEarlierDates(models.Model):
    """What is stored decides, never a draft: an old version published again forgets no date."""

    earlier_dates = models.JSONField(default=list, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        written = kwargs.get("update_fields")
        if self.pk and (written is None or "starts_at" in written):
            self.keep_earlier_date()
        return super().save(*args, **kwargs)

    def keep_earlier_date(self) -> None:
        names = ("live", "starts_at", "ends_at", "earlier_dates")
        before = type(self)._base_manager.filter(pk=self.pk).values(*names).first()
        if before is None:
            return
        moved = before["live"] and before["starts_at"] != self.starts_at
        self.earlier_dates = before["earlier_dates"] + ([as_text(before)] if moved else [])

    @property
    def earlier_spans(self) -> list[Span]:
        return [tuple(as_time(text) for text in pair) for pair in self.earlier_dates]


def as_text(span: dict) -> list[str]:
    return [span[name].isoformat() if span[name] else "" for name in ("starts_at", "ends_at")]


def as_time(text: str) -> datetime | None:
    return timezone.localtime(datetime.fromisoformat(text)) if text else None
