"""An event to watch, hear or read afterwards, each way for itself: a slow connection need not carry the video."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

LANGUAGES = (("en", _("English")), ("ur", _("Urdu")))


def size_field(label: str) -> models.DecimalField:
    return models.DecimalField(label, max_digits=7, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0)])


class EventWatching(models.Model):
    recording = models.URLField(
        _("link to the recording"), blank=True, help_text=_("Nothing is loaded from there before a reader asks for it.")
    )
    recording_mb = size_field(_("its size in megabytes"))
    audio = models.URLField(
        _("link to the sound alone"), blank=True, help_text=_("For those whose connection carries no video.")
    )
    audio_mb = size_field(_("its size in megabytes"))
    slides = models.ForeignKey(
        "gateway_files.Document",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("slides"),
        help_text=_("All slides in one PDF. Those of a single session are chosen in the programme."),
    )
    transcript = models.TextField(
        _("transcript"),
        blank=True,
        help_text=_("What was said, as plain text; an empty line between paragraphs. Search finds it."),
    )
    transcript_language = models.CharField(_("language of the transcript"), max_length=2, choices=LANGUAGES, default="en")

    watching_panel: ClassVar = MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("recording"), FieldPanel("recording_mb")]),
            FieldRowPanel([FieldPanel("audio"), FieldPanel("audio_mb")]),
            FieldPanel("slides"),
            FieldPanel("transcript"),
            FieldPanel("transcript_language"),
        ],
        heading=_("To watch, to hear, to read"),
    )

    class Meta:
        abstract = True
