"""What was reported of each action, when and by whom. Reports are added and never changed."""

from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.models.history import HistoryIsKept
from forum.models.outcomes import Action


class ActionReport(models.Model):
    wagtail_reference_index_ignore = True

    action = models.ForeignKey(Action, models.CASCADE, related_name="reports", verbose_name=_("action"))
    state = models.CharField(_("state"), max_length=10, choices=Action.State.choices)
    note = models.TextField(
        _("what was done"), blank=True, max_length=2000, help_text=_("In a few sentences. All members of the body read it.")
    )
    evidence = models.TextField(
        _("evidence"),
        blank=True,
        max_length=2000,
        help_text=_("What shows it: a letter with its date, a law, the address of a page."),
    )
    document = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_whom = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("report on an action")
        verbose_name_plural = _("reports on actions")
        ordering: ClassVar = ["-recorded_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.action_id}: {self.get_state_display()}"

    @transaction.atomic
    def save(self, *args, **kwargs) -> None:
        """The action stands as its last report says: both are written, or neither."""
        if not self._state.adding:
            raise HistoryIsKept("A report is never changed.")
        super().save(*args, **kwargs)
        Action.objects.filter(pk=self.action_id).update(state=self.state)
