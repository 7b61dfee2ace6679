"""How often a page was read and a file was downloaded on a day; and nothing about who did."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from gateway.files.models import Document


class DailyCount(models.Model):
    day = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
        constraints: ClassVar = [models.UniqueConstraint(fields=["subject", "day"], name="one_%(class)s_row_a_day")]
        indexes: ClassVar = [models.Index(fields=["day", "subject"], name="%(class)s_by_day")]

    def __str__(self) -> str:
        return f"{self.subject_id} on {self.day}: {self.count}"


class PageViews(DailyCount):
    subject = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="daily_views")


class Downloads(DailyCount):
    subject = models.ForeignKey(Document, models.CASCADE, related_name="daily_downloads")


@register_setting(icon="view")
class UseSettings(BaseSiteSetting):
    shown_to_readers = models.BooleanField(
        _("show readers how often a publication was read"),
        default=False,
        help_text=_("Each publication then says how often it was read, and its files downloaded."),
    )

    class Meta:
        verbose_name = _("use")
        verbose_name_plural = _("use")
