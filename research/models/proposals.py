"""PDF files that wait to become publications, with what was found in them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from gateway.files.models import Document


class Proposal(models.Model):
    """Kept until a page is made of it, so that a closed window loses nothing. `found` is by field: value and source."""

    document = models.OneToOneField(Document, models.CASCADE, related_name="proposal", verbose_name=_("file"))
    proposed_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    found = models.JSONField(default=dict)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.document.title
