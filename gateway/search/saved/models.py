"""A search that a person keeps: its address, how often they want a letter, and which pages they know already."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

SEARCHES_AT_MOST = 50
"""So many may one person keep."""


def new_secret() -> str:
    return secrets.token_urlsafe(32)


class SavedSearch(models.Model):
    """`known` are the pages that it held when letters began, and those that letters have told of since."""

    class Letters(models.TextChoices):
        DAILY = "daily", _("Every morning")
        WEEKLY = "weekly", _("Every Monday morning")
        NEVER = "never", _("Never")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("name"), max_length=120)
    address = models.TextField(blank=True)
    letters = models.CharField(_("letters about what is new"), max_length=6, choices=Letters.choices, default=Letters.WEEKLY)
    feed_secret = models.CharField(max_length=43, unique=True, default=new_secret)
    feed_names_closed = models.BooleanField(_("The feed also names pages that are closed to the public"), default=False)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True, db_index=True)
    known = models.JSONField(default=list)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
