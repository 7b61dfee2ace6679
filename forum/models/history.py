"""What was reported of each commitment, when and by whom. Reports are added and never changed; the database refuses too."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.log_actions import get_active_log_context

from forum.models.commitments import Commitment, CommitmentState
from gateway.taxonomy.models import Institution


class HistoryIsKept(Exception):
    """Somebody tried to change or delete a report, or to change a commitment past its history."""


class ReportQuerySet(models.QuerySet):
    def update(self, **fields) -> int:
        raise HistoryIsKept("A report is never changed.")

    def delete(self):
        raise HistoryIsKept("A report is never deleted.")


class CommitmentReport(models.Model):
    wagtail_reference_index_ignore = True

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="reports", verbose_name=_("commitment"))
    state = models.CharField(_("state"), max_length=12, choices=CommitmentState.choices)
    evidence = RichTextField(_("evidence"), blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    # A person's account may go, and the row must not change with it: the number stays and leads nowhere.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+", verbose_name=_("institution"))

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report on a commitment")
        verbose_name_plural = _("reports on commitments")
        ordering: ClassVar = ["recorded_at", "pk"]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.get_state_display()}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise HistoryIsKept("A report is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise HistoryIsKept("A report is never deleted.")

    @property
    def by_whom(self) -> str:
        """People are not named to the public."""
        return self.institution.label if self.institution else str(_("the editors"))


def write_report(commitment: Commitment) -> None:
    """Adds what the commitment says now, unless that is what the last report says."""
    last = commitment.reports.order_by("-recorded_at", "-pk").first() or CommitmentReport(state=CommitmentState.UNREPORTED)
    told = {name: getattr(commitment, name) for name in ("state", "evidence", "confirmed_on")}
    if any(getattr(last, name) != value for name, value in told.items()):
        person = get_active_log_context().user
        CommitmentReport.objects.create(commitment=commitment, by=person, institution=institution_of(person), **told)


def institution_of(person) -> Institution | None:
    """For whom somebody speaks in the forum today."""
    if person is None:
        return None
    seats = person.memberships.current().filter(institution__isnull=False).select_related("institution").order_by("pk")
    return next((seat.institution for seat in seats), None)
