"""What hangs on an event's page: its speakers, and the proceedings that came of it."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class EventSpeaker(Orderable):
    event = ParentalKey("forum.EventPage", on_delete=models.CASCADE, related_name="speakers")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("office or institution"), max_length=200, blank=True)

    panels: ClassVar = [FieldPanel("name"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = _("speaker")

    def __str__(self) -> str:
        return self.name


class EventProceeding(Orderable):
    """One document, or one page of the site, such as a publication."""

    event = ParentalKey("forum.EventPage", on_delete=models.CASCADE, related_name="proceedings")
    title = models.CharField(_("title"), max_length=200, blank=True, help_text=_("Leave empty to show the title that it has."))
    document = models.ForeignKey(
        "gateway_files.Document", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page"),
        help_text=_("A publication, a lesson, or another page of this site."),
    )

    panels: ClassVar = [FieldPanel("title"), FieldPanel("document"), FieldPanel("page")]

    class Meta(Orderable.Meta):
        verbose_name = _("item of the proceedings")

    def __str__(self) -> str:
        return self.title or str(self.document or self.page)

    def clean(self) -> None:
        super().clean()
        if bool(self.document_id) == bool(self.page_id):
            raise ValidationError({"document": _("Choose a document or a page: one of the two.")})
