"""The rules by which a body meets: how many make a quorum, and the rhythm of its meetings."""

from datetime import date
from math import ceil

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from forum.dates import nth_weekday


class QuorumUnit(models.TextChoices):
    MEMBERS = "members", _("voting members")
    PERCENT = "percent", _("per cent of the voting members")


class Week(models.IntegerChoices):
    FIRST = 1, _("first")
    SECOND = 2, _("second")
    THIRD = 3, _("third")
    FOURTH = 4, _("fourth")
    LAST = 5, _("last")


class MeetingRules(models.Model):
    quorum = models.PositiveSmallIntegerField(
        _("quorum"),
        null=True,
        blank=True,
        help_text=_("Leave empty if the body has none. Observers and the secretariat never count."),
    )
    quorum_unit = models.CharField(_("counted in"), max_length=8, choices=QuorumUnit.choices, default=QuorumUnit.MEMBERS)
    every_months = models.PositiveSmallIntegerField(
        _("months from one meeting to the next"), null=True, blank=True, help_text=_("3 stands for four meetings a year.")
    )
    week = models.PositiveSmallIntegerField(_("week of the month"), choices=Week.choices, null=True, blank=True)
    weekday = models.PositiveSmallIntegerField(_("day of the week"), choices=list(WEEKDAYS.items()), null=True, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.quorum_unit == QuorumUnit.PERCENT and self.quorum and self.quorum > 100:
            raise ValidationError({"quorum": _("No more than 100 per cent.")})
        rhythm = [self.every_months or None, self.week, self.weekday]
        if None in rhythm and any(part is not None for part in rhythm):
            raise ValidationError({"every_months": _("A rhythm needs all three: the months, the week and the day.")})

    def quorum_of(self, voting: int) -> int | None:
        """How many voting members, or their deputies, must be there; None where the body has no such rule."""
        if not self.quorum:
            return None
        return self.quorum if self.quorum_unit == QuorumUnit.MEMBERS else ceil(voting * self.quorum / 100)

    def next_day(self, after: date) -> date | None:
        """The day that the rhythm proposes for the meeting after the one of that day."""
        if not self.every_months or self.week is None or self.weekday is None:
            return None
        months = after.year * 12 + after.month - 1 + self.every_months
        return nth_weekday(months // 12, months % 12 + 1, self.week, self.weekday)


def rules_panel() -> MultiFieldPanel:
    return MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("quorum"), FieldPanel("quorum_unit")]),
            FieldRowPanel([FieldPanel("every_months"), FieldPanel("week"), FieldPanel("weekday")]),
        ],
        heading=_("How it meets"),
        help_text=_("The rhythm proposes the date of the next meeting; you may always choose another."),
    )
