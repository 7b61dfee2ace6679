"""What became of each attempt to turn an export into a release: the truth about the queue, which only rings."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.models.statistics import Release


class Run(models.Model):
    """One export on its way, or one held release that a data steward publishes. `done` is per cent of the whole; `report` names places and rules, never a value."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        PUBLISHED = "published", _("published")
        ALREADY = "already published", _("already published")
        HELD = "held", _("held for a data steward")
        REJECTED = "rejected", _("rejected")
        FAILED = "failed", _("failed")

    class Door(models.TextChoices):
        INBOX = "inbox", _("inbox")
        UPLOAD = "upload", _("upload")
        COMMAND = "command", _("command")
        DESK = "desk", _("stewards' desk")

    class Step(models.TextChoices):
        GATE = "gate", _("reading the file")
        CHECK = "check", _("checking and counting every row")
        PROTECT = "protect", _("protecting small numbers")
        AUDIT = "audit", _("trying to uncover what is hidden")
        PUBLISH = "publish", _("writing the release")

    MOST_ATTEMPTS = 3
    OPEN: ClassVar = frozenset({State.WAITING, State.RUNNING})

    door = models.CharField(_("door"), max_length=7, choices=Door.choices)
    folder = models.CharField(_("folder"), max_length=500)
    source = models.CharField(_("registry"), max_length=60, blank=True)
    dataset = models.CharField(_("data set"), max_length=100, blank=True)
    export_id = models.CharField(_("export"), max_length=100, blank=True)
    dry_run = models.BooleanField(_("dry run"), default=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("started by")
    )
    signed_off_by = models.CharField(_("signed off by"), max_length=160, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    state = models.CharField(_("state"), max_length=17, choices=State.choices, default=State.WAITING)
    step = models.CharField(_("step"), max_length=7, choices=Step.choices, blank=True)
    done = models.PositiveSmallIntegerField(_("done, in per cent"), default=0)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    report = models.JSONField(_("report"), default=dict)
    release = models.ForeignKey(Release, models.SET_NULL, null=True, related_name="runs", verbose_name=_("release"))
    queued_at = models.DateTimeField(_("queued"), auto_now_add=True)
    began_at = models.DateTimeField(_("began"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        ordering: ClassVar = ["-queued_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["state", "queued_at"], name="run_by_state")]

    def __str__(self) -> str:
        return f"{self.export_id or self.pk}: {self.state}"

    @property
    def is_decision(self) -> bool:
        return self.door == self.Door.DESK
