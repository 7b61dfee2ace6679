"""Who was there. The list keeps names and seats as they were on the day, whatever becomes of them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.models.memberships import Membership
from gateway.taxonomy.models import Area, Institution


class AttendanceList(models.Model):
    wagtail_reference_index_ignore = True

    meeting = models.OneToOneField("forum.MeetingPage", models.CASCADE, related_name="attendance_list")
    quorum = models.PositiveSmallIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.meeting_id}"


class Attendance(models.Model):
    class State(models.TextChoices):
        PRESENT = "present", _("present")
        DEPUTY = "deputy", _("represented by a deputy")
        APOLOGIES = "apologies", _("apologies")
        ABSENT = "absent", _("absent")

    wagtail_reference_index_ignore = True

    list = models.ForeignKey(AttendanceList, models.CASCADE, related_name="rows")
    membership = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=300)
    role = models.CharField(max_length=12, choices=Membership.Role.choices)
    institution = models.ForeignKey(Institution, models.PROTECT, null=True, related_name="+")
    province = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices)
    deputy = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["list", "membership"], name="one_row_a_seat")]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_state_display()}"

    @property
    def is_there(self) -> bool:
        """A deputy stands for the seat."""
        return self.state in {self.State.PRESENT, self.State.DEPUTY}

    @property
    def votes(self) -> bool:
        return Membership(role=self.role).votes
