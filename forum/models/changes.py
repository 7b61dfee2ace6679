"""How often an entry was changed since people may have it in their calendars: `SEQUENCE` of RFC 5545."""

from typing import ClassVar

from django.db import models


class CountsChanges(models.Model):
    """What is stored decides, never a draft: the count only grows, and an old version published again is a change too."""

    in_calendars: ClassVar[tuple[str, ...]]
    sequence = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.pk and kwargs.get("update_fields") is None:
            self.count_change()
        return super().save(*args, **kwargs)

    def count_change(self) -> None:
        names = ("first_published_at", "sequence", *self.in_calendars)
        before = type(self)._base_manager.filter(pk=self.pk).values(*names).first()
        if before is None:
            return
        changed = any(before[name] != getattr(self, name) for name in self.in_calendars)
        self.sequence = before["sequence"] + bool(changed and before["first_published_at"])
