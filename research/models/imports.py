"""Imports of whole lists of publications: what a file held, what was found in it, and the pages made of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Import(models.Model):
    """`records` is what the file said, `report` what was found line by line; both outlive the file, which is not kept."""

    class State(models.TextChoices):
        CHECKED = "checked", _("only checked")
        QUEUED = "queued", _("being imported")
        IMPORTED = "imported", _("imported")
        UNDOING = "undoing", _("being taken back")
        UNDONE = "undone", _("taken back")

    class Trouble(models.TextChoices):
        NONE = "", ""
        CHANGED = "changed", _("The library has changed since the check. The report below is new: look through it once more.")
        FAILED = "failed", _("Something failed on the way. Nothing was changed. Try again, or tell the administrators.")
        KEPT = "kept", _("Some pages were changed since, or are not yours to delete. Nothing was taken back.")

    file_name = models.CharField(_("file"), max_length=255)
    form = models.CharField(_("format"), max_length=4)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.CHECKED)
    trouble = models.CharField(max_length=10, choices=Trouble.choices, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("uploaded by")
    )
    library = models.ForeignKey("research.ResearchIndexPage", models.CASCADE, related_name="imports")
    records = models.JSONField(default=list)
    report = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    choices = models.JSONField(default=dict)
    """What was chosen at the last step: whether to publish, which likely duplicates to make all the same …"""
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    moved_at = models.DateTimeField(_("last step"), auto_now=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering: ClassVar = ["-uploaded_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_moving(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.UNDOING)


class ImportedPage(models.Model):
    """A page made by an import, and how the import left it: whoever changed it since is not overruled by an undo."""

    made_by = models.ForeignKey(Import, models.CASCADE, related_name="pages")
    line = models.PositiveIntegerField()
    page = models.ForeignKey("wagtailcore.Page", models.SET_NULL, null=True, related_name="+")
    revision = models.PositiveBigIntegerField()
    live = models.BooleanField()

    class Meta:
        ordering: ClassVar = ["line", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.made_by}: {self.line}"
