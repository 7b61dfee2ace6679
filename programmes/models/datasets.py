"""What a registry sends again and again: its title, and when the next export is due."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language, gettext_lazy as _

from programmes.models.statistics import Registry


class DataSet(models.Model):
    """A row is made with a data set's first release; editors give it a title and a calendar."""

    class Frequency(models.TextChoices):
        MONTH = "month", _("every month")
        QUARTER = "quarter", _("every quarter")
        HALF = "half", _("every half-year")
        YEAR = "year", _("every year")
        ONCE = "once", _("once, or at no fixed time")

    registry = models.ForeignKey(Registry, models.PROTECT, related_name="datasets", verbose_name=_("registry"))
    code = models.SlugField(_("code"), max_length=100, help_text=_("Exports use it; do not change it later."))
    title = models.CharField(_("title in English"), max_length=200, blank=True)
    title_ur = models.CharField(_("title in Urdu"), max_length=200, blank=True)
    frequency = models.CharField(_("expected"), max_length=7, choices=Frequency.choices, default=Frequency.ONCE)
    days_allowed = models.PositiveSmallIntegerField(
        _("days allowed"), default=45, help_text=_("Days after the end of a period until its export counts as overdue.")
    )
    signed_off = models.BooleanField(
        _("every release is signed off"),
        default=False,
        help_text=_("Each export waits for a data steward, whatever it says. Without it only those wait that need a decision."),
    )

    class Meta:
        verbose_name = _("data set")
        verbose_name_plural = _("data sets")
        ordering: ClassVar = ["registry", "code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["registry", "code"], name="one_dataset_a_code")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return (self.title_ur if get_language() == "ur" else "") or self.title or self.code
