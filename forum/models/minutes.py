"""The minutes once they leave the draft: the lines under discussion, what is proposed for them, and the sealed versions."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.models.history import HistoryIsKept


class MinutesRecall(models.Model):
    """That circulated minutes were taken back to the draft, when and why."""

    wagtail_reference_index_ignore = True

    meeting = models.ForeignKey("forum.MeetingPage", models.CASCADE, related_name="minutes_recalls")
    reason = models.TextField(_("reason"), max_length=1000)
    made_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.made_at}"


class MinutesPart(models.Model):
    """What the minutes say of one agenda item, or before all items; its title as it was when they were circulated.

    Where the minutes were taken back, `recall` says so: such a part is kept for what was proposed in it.
    """

    wagtail_reference_index_ignore = True

    meeting = models.ForeignKey("forum.MeetingPage", models.CASCADE, related_name="minutes_parts")
    key = models.CharField(max_length=30)
    title = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField()
    recall = models.ForeignKey(MinutesRecall, models.CASCADE, null=True, related_name="parts")

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "key"], condition=models.Q(recall=None), name="one_part_an_item")
        ]

    def __str__(self) -> str:
        return self.title or self.key


class MinutesLine(models.Model):
    """A paragraph or an entry of a list. The empty one at the end of each part stands for what is to be added there."""

    class Style(models.TextChoices):
        PARAGRAPH = "p"
        BULLET = "ul"
        NUMBERED = "ol"

    wagtail_reference_index_ignore = True

    part = models.ForeignKey(MinutesPart, models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField()
    style = models.CharField(max_length=2, choices=Style.choices, default=Style.PARAGRAPH)
    html = models.TextField(blank=True)
    text = models.TextField(blank=True)
    is_end = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["order", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Amendment(models.Model):
    """A change that somebody who attended proposes for a line; `before` is the line as they read it."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")

    wagtail_reference_index_ignore = True

    line = models.ForeignKey(MinutesLine, models.CASCADE, related_name="amendments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    before = models.TextField(blank=True)
    text = models.TextField(_("the line as it should be"), max_length=5000, blank=True)
    note = models.TextField(_("why"), max_length=1000, blank=True, help_text=_("All members of the body can read it."))
    made_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    answer = models.TextField(_("reason of the secretariat"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("proposed change of the minutes")
        ordering: ClassVar = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"{self.line_id}: {self.get_state_display()}"

    @property
    def is_stale(self) -> bool:
        """Whether the line says something else now than what the person wanted to change."""
        return self.state == self.State.OPEN and self.line.text != self.before

    @property
    def is_past(self) -> bool:
        """Whether it was made on a text that was taken back."""
        return self.line.part.recall_id is not None


class MinutesLetter(models.Model):
    """That somebody who attended is to be told of the circulated minutes, or that they are taken back; and when they were."""

    wagtail_reference_index_ignore = True

    meeting = models.ForeignKey("forum.MeetingPage", models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    recall = models.ForeignKey(MinutesRecall, models.CASCADE, null=True, related_name="letters")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "person"], condition=models.Q(recall=None), name="minutes_told_once"),
            models.UniqueConstraint(fields=["recall", "person"], name="recall_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.person_id}"


class VersionQuerySet(models.QuerySet):
    def update(self, **fields) -> int:
        raise HistoryIsKept("Confirmed minutes are never changed.")

    def delete(self):
        raise HistoryIsKept("Confirmed minutes are never deleted.")


class MinutesVersion(models.Model):
    """Confirmed minutes: a row that is written once, with everything in it; the database refuses to change it.

    A part of `parts` has a key, a kind (summary, opening, item or decision), a number, a title and lines of style and HTML.
    """

    wagtail_reference_index_ignore = True

    meeting = models.ForeignKey("forum.MeetingPage", models.PROTECT, related_name="minutes_versions")
    number = models.PositiveSmallIntegerField()
    parts = models.JSONField()
    confirmed_in = models.ForeignKey("forum.MeetingPage", models.PROTECT, null=True, related_name="+")
    reason = models.TextField(_("reason for the correction"), max_length=1000, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    # A person's account may go, and the row must not change with it: the number stays and leads nowhere.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False, related_name="+")

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "number"], name="one_minutes_version")]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.number}"

    def save(self, *args, **kwargs) -> None:
        if not self._state.adding:
            raise HistoryIsKept("Confirmed minutes are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise HistoryIsKept("Confirmed minutes are never deleted.")
