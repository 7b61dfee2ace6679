"""What harvesters are told of each work: when its record last changed, its sets, and whether it is gone.

A work that nobody but its editors ever saw has no row.
"""

from typing import ClassVar

from django.db import models


class HarvestRecord(models.Model):
    """`work` is the translation key that the pages of a work share; a deleted row stays for good."""

    work = models.UUIDField(unique=True)
    datestamp = models.DateTimeField(help_text="UTC, whole seconds")
    deleted = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["datestamp", "id"], name="harvest_in_order")]

    def __str__(self) -> str:
        return f"urn:uuid:{self.work}"


class HarvestSet(models.Model):
    """A set that a record is in; those of a deleted record are the last that were public."""

    record = models.ForeignKey(HarvestRecord, models.CASCADE, related_name="memberships")
    spec = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["record", "spec"], name="harvest_set_once")]
        indexes: ClassVar = [models.Index(fields=["spec", "record"], name="harvest_by_set")]

    def __str__(self) -> str:
        return self.spec
