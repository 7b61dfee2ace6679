"""What a release holds, in short: so that nobody must go through its figures to know what can be asked for."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.statistics import Indicator, Release


class Holding(models.Model):
    """One indicator of one programme in one release; the lists are of codes, sorted."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="holdings")
    programme = models.SlugField(_("programme"), max_length=60)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="holdings")
    periods = models.JSONField(_("periods"), default=list)
    areas = models.JSONField(_("areas"), default=list)
    sexes = models.JSONField(_("sexes"), default=list)
    age_bands = models.JSONField(_("ages"), default=list)

    class Meta:
        verbose_name = _("holding")
        verbose_name_plural = _("holdings")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "programme", "indicator"], name="one_holding_an_indicator")
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.indicator_id}: {len(self.periods)} periods"
