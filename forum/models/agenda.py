"""The agenda of a meeting, and the papers of each item: they move with it when the order changes."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from forum.models.standing_minutes import DraftMinutesPanel

TEXT = ["bold", "italic", "ol", "ul", "link", "document-link"]


class AgendaItem(ClusterableModel, Orderable):
    meeting = ParentalKey("forum.MeetingPage", on_delete=models.CASCADE, related_name="agenda")
    day = models.PositiveSmallIntegerField(
        _("day"),
        null=True,
        blank=True,
        help_text=_("Only for a meeting of several days: 1 for the first day, 2 for the second …"),
    )
    starts_at = models.TimeField(_("time"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200)
    presenter = models.CharField(_("presenter"), max_length=120, blank=True)
    description = models.TextField(_("description"), blank=True)
    minutes = RichTextField(_("minutes of this item"), blank=True, features=TEXT)
    standing = models.BooleanField(
        _("on every agenda"),
        default=False,
        help_text=_("The next meeting, when it is copied from this one, begins with this item."),
    )

    panels: ClassVar = [
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("day"), FieldPanel("starts_at"), FieldPanel("presenter")]),
        FieldPanel("description"),
        InlinePanel("papers", heading=_("Papers of this item"), label=_("paper")),
        DraftMinutesPanel("minutes"),
        FieldPanel("standing"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("agenda item")

    def __str__(self) -> str:
        return self.title


class Paper(Orderable):
    item = ParentalKey(AgendaItem, on_delete=models.CASCADE, related_name="papers", verbose_name=_("agenda item"))
    document = models.ForeignKey(settings.WAGTAILDOCS_DOCUMENT_MODEL, models.PROTECT, related_name="+", verbose_name=_("file"))
    title = models.CharField(_("title"), max_length=200, blank=True, help_text=_("Leave empty to show the title of the file."))

    panels: ClassVar = [FieldPanel("document"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("paper")

    def __str__(self) -> str:
        return self.title or self.document.title
