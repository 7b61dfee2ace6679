"""Who learns what, and how far they are. Pages are named by translation key, so that both languages count as one."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Enrolment(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="enrolments", verbose_name=_("person"))
    course_key = models.UUIDField(_("course"), db_index=True)
    enrolled_at = models.DateTimeField(_("enrolled"), auto_now_add=True)

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering: ClassVar = ["-enrolled_at"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "course_key"], name="enrolled_once_a_course")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.course_key}"


class LessonProgress(models.Model):
    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="lessons", verbose_name=_("enrolment"))
    lesson_key = models.UUIDField(_("lesson"))
    last_opened_at = models.DateTimeField(_("last opened"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("progress in a lesson")
        verbose_name_plural = _("progress in lessons")
        constraints: ClassVar = [models.UniqueConstraint(fields=["enrolment", "lesson_key"], name="one_progress_a_lesson")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.lesson_key}"


class Attempt(models.Model):
    """A quiz answered once. The fingerprint makes a form that is sent twice count once."""

    enrolment = models.ForeignKey(Enrolment, models.CASCADE, related_name="attempts", verbose_name=_("enrolment"))
    lesson_key = models.UUIDField(_("lesson"))
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    answers = models.JSONField(_("answers"), help_text=_("The numbers of the chosen answers, by question."))
    score = models.PositiveSmallIntegerField(_("right answers"))
    out_of = models.PositiveSmallIntegerField(_("questions"))
    passed = models.BooleanField(_("passed"))
    answered_at = models.DateTimeField(_("answered"), auto_now_add=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering: ClassVar = ["-answered_at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["enrolment", "fingerprint"], name="one_attempt_a_form")]
        indexes: ClassVar = [models.Index(fields=["enrolment", "lesson_key"], name="attempts_by_lesson")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.score}/{self.out_of}"
