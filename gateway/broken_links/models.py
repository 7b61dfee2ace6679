"""Links that lead out of the site: which pages hold them, and what the other side answered."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST = 1000


class Outcome(models.TextChoices):
    WAITING = "waiting", _("not looked at yet")
    WORKS = "works", _("works")
    GONE = "gone", _("the page is gone")
    FAILS = "fails", _("does not answer as it should")
    REFUSES = "refuses", _("answers people only")
    LEFT = "left", _("not asked: it does not lead to the public internet")


class LinkQuerySet(models.QuerySet["Link"]):
    def broken(self) -> "LinkQuerySet":
        """Gone, or failing twice at least; without those that somebody called all right, unless their answer is another now."""
        failing = Q(outcome=Outcome.GONE) | Q(outcome=Outcome.FAILS, failures__gte=2)
        return self.filter(failing).exclude(accepted=F("answer"))

    def called_all_right(self) -> "LinkQuerySet":
        return self.filter(accepted=F("answer")).exclude(accepted="")


class Link(models.Model):
    """`answer` says what came, such as 404 or timeout; `accepted` is the answer that somebody called all right."""

    url = models.CharField(_("address"), max_length=LONGEST, unique=True)
    outcome = models.CharField(_("state"), max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    answer = models.CharField(max_length=20, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    broken_since = models.DateTimeField(_("broken since"), null=True)
    checked_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    accepted = models.CharField(max_length=20, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = LinkQuerySet.as_manager()

    def __str__(self) -> str:
        return self.url


class LinkPlace(models.Model):
    """A page that holds a link."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="places")
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="outside_links")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["page", "link"], name="one_place_a_page")]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.link}"
