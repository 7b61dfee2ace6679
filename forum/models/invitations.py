"""Who was invited to a meeting, what letter they were sent, and what they answered."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Invitation(models.Model):
    """One for each person and meeting. `wanted` and `told` are versions of the meeting: what the secretariat
    asked to be told, and what a letter has told."""

    class Reply(models.TextChoices):
        YES = "yes", _("I will come")
        DEPUTY = "deputy", _("somebody comes in my place")
        APOLOGIES = "apologies", _("I cannot come")

    wagtail_reference_index_ignore = True

    meeting = models.ForeignKey("forum.MeetingPage", models.CASCADE, related_name="invitations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations")
    wanted = models.CharField(max_length=60, blank=True)
    told = models.CharField(max_length=60, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    reply = models.CharField(_("reply"), max_length=10, choices=Reply.choices, blank=True)
    deputy = models.CharField(_("name of the deputy"), max_length=150, blank=True)
    note = models.TextField(
        _("note to the secretariat"), max_length=1000, blank=True, help_text=_("Only the secretariat reads it.")
    )
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_for = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "person"], name="invited_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.person}"

    def answers(self, meeting) -> bool:
        """Whether there is a reply for the date on which the meeting now stands."""
        return bool(self.reply) and self.replied_for == meeting.starts_at
