"""The notes below a publication's text, in the order of their numbers."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language, gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable


class Footnote(Orderable):
    publication = ParentalKey("research.PublicationPage", on_delete=models.CASCADE, related_name="footnotes")
    text = models.TextField(_("note"), max_length=1000, help_text=_("An address in it becomes a link."))
    text_ur = models.TextField(_("the same in Urdu"), max_length=1000, blank=True)

    panels: ClassVar = [FieldPanel("text"), FieldPanel("text_ur")]

    class Meta(Orderable.Meta):
        verbose_name = _("footnote")
        verbose_name_plural = _("footnotes")

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def label(self) -> str:
        """The words in the reader's language."""
        return self.text_ur if get_language() == "ur" and self.text_ur else self.text
