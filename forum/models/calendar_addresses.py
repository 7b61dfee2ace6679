"""The secret address of a person's own calendar. Only a digest of it is kept: nobody can read the address here."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

UNUSED_FOR = timedelta(days=180)


def digest_of(token: str) -> str:
    """The token is 256 bits of chance: a plain digest cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


class CalendarAddress(models.Model):
    """One for each person. An address that nobody has asked for half a year is closed by itself."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_on = models.DateField(default=timezone.localdate)
    seen_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.person_id}"

    @property
    def is_expired(self) -> bool:
        return (self.seen_on or self.made_on) < timezone.localdate() - UNUSED_FOR

    def note_visit(self) -> None:
        """Once a day at most."""
        today = timezone.localdate()
        if self.seen_on != today:
            CalendarAddress.objects.filter(pk=self.pk, digest=self.digest).update(seen_on=today)
