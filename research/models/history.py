"""What became of a work after its first publication: its versions, and the corrections and retractions of them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language, gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from research.identifiers import validate_doi
from research.partial_dates import PartialDate, validate_partial_date
from research.vocabulary import NoticeKind

LABEL_LENGTH = 60


class Version(Orderable):
    """An edition of the work; a publication's first row is the edition of today."""

    publication = ParentalKey("research.PublicationPage", on_delete=models.CASCADE, related_name="versions")
    label = models.CharField(
        _("version"),
        max_length=LABEL_LENGTH,
        help_text=_("As the work calls it: Second edition, Version 1.1, Draft for comment."),
    )
    published = models.CharField(
        _("date of this version"),
        max_length=10,
        validators=[validate_partial_date],
        help_text=_("As exact as it is known and no more: 2025, 2025-02 or 2025-02-26."),
    )
    doi = models.CharField(
        _("DOI"), max_length=200, blank=True, validators=[validate_doi], help_text=_("Only if this version has one of its own.")
    )
    changes = models.CharField(_("what changed"), max_length=400, blank=True)
    changes_ur = models.CharField(_("what changed, in Urdu"), max_length=400, blank=True)

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("label"), FieldPanel("published"), FieldPanel("doi")]),
        FieldPanel("changes"),
        FieldPanel("changes_ur"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("version")
        verbose_name_plural = _("versions")

    def __str__(self) -> str:
        return self.label

    @property
    def published_date(self) -> PartialDate:
        return PartialDate.parse(self.published)

    @property
    def changed(self) -> str:
        return self.changes_ur if get_language() == "ur" and self.changes_ur else self.changes


class Notice(Orderable):
    """Says publicly that a version, or the whole work, was corrected, is in doubt, or was retracted."""

    publication = ParentalKey("research.PublicationPage", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind of notice"), max_length=12, choices=NoticeKind.choices, default=NoticeKind.CORRECTION)
    published = models.CharField(
        _("date of the notice"),
        max_length=10,
        validators=[validate_partial_date],
        help_text=_("As exact as it is known and no more: 2025, 2025-02 or 2025-02-26."),
    )
    version = models.CharField(
        _("version that it concerns"),
        max_length=LABEL_LENGTH,
        blank=True,
        help_text=_("Written as under Versions. Leave empty if the notice concerns every version."),
    )
    text = models.TextField(
        _("what was wrong, and what is right"),
        max_length=1000,
        help_text=_("Plain sentences: page 14 said 4.2 million families; it should say 2.4 million."),
    )
    text_ur = models.TextField(_("the same in Urdu"), max_length=1000, blank=True)
    link = models.URLField(
        _("link to the notice"), max_length=500, blank=True, help_text=_("Where the publisher announced it, if anywhere.")
    )

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("published"), FieldPanel("version")]),
        FieldPanel("text"),
        FieldPanel("text_ur"),
        FieldPanel("link"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("correction or retraction")
        verbose_name_plural = _("corrections and retractions")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.published}"

    @property
    def published_date(self) -> PartialDate:
        return PartialDate.parse(self.published)

    @property
    def label(self) -> str:
        """The words in the reader's language."""
        return self.text_ur if get_language() == "ur" and self.text_ur else self.text

    @property
    def label_language(self) -> str:
        return "ur" if get_language() == "ur" and self.text_ur else "en"
