"""The parts of a publication that come in any number: authors in order, files, related programmes."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from gateway.files.models import Document
from gateway.pages.panels import KindChooserPanel, validate_kind
from gateway.taxonomy.models import Institution
from research.models.history import LABEL_LENGTH
from research.models.person import Person
from research.vocabulary import Language


class Author(Orderable):
    """A person, an institution, or a name as the work prints it; exactly one of the three."""

    publication = ParentalKey("research.PublicationPage", on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="authorships", verbose_name=_("person")
    )
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="authorships", verbose_name=_("institution")
    )
    printed_name = models.CharField(
        _("name as printed"), max_length=200, blank=True, help_text=_("Only for an author who is in neither list above.")
    )

    panels: ClassVar = [FieldPanel("person"), FieldPanel("institution"), FieldPanel("printed_name")]

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return self.person.label if self.person else str(self.institution or self.printed_name)

    @property
    def every_name(self) -> list[str]:
        """The name in both languages, and an institution's short one."""
        if self.person:
            names = [str(self.person), self.person.name_ur]
        elif self.institution:
            names = [self.institution.name, self.institution.name_ur, self.institution.acronym]
        else:
            names = [self.printed_name]
        return [name for name in names if name]

    def clean(self) -> None:
        super().clean()
        if sum(map(bool, (self.person_id, self.institution_id, self.printed_name))) != 1:
            raise ValidationError(_("Give one of the three for each author: a person, an institution or a name as printed."))


class PublicationFile(Orderable):
    publication = ParentalKey("research.PublicationPage", on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(Document, models.PROTECT, related_name="publication_files", verbose_name=_("file"))
    language = models.CharField(_("language"), max_length=3, choices=Language.choices, default=Language.ENGLISH)
    label = models.CharField(
        _("label"), max_length=120, blank=True, help_text=_("What this file is, for example: Full text, Annex 2, Summary.")
    )

    version = models.CharField(
        _("version"),
        max_length=LABEL_LENGTH,
        blank=True,
        help_text=_("Only if there are several: written as under Versions. Empty means today's version."),
    )

    panels: ClassVar = [
        FieldPanel("document"),
        FieldRowPanel([FieldPanel("language"), FieldPanel("version")]),
        FieldPanel("label"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.label or self.document.title


class ProgrammeLink(Orderable):
    """A page whose search kind is `programme`: the relation knows the kind, not the wing that defines it."""

    KIND = "programme"
    publication = ParentalKey("research.PublicationPage", on_delete=models.CASCADE, related_name="programme_links")
    programme = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+", verbose_name=_("programme"))

    panels: ClassVar = [KindChooserPanel("programme", KIND)]

    class Meta(Orderable.Meta):
        verbose_name = _("related programme")
        verbose_name_plural = _("related programmes")

    def __str__(self) -> str:
        return self.programme.title

    def clean(self) -> None:
        super().clean()
        if self.programme_id:
            validate_kind(self.programme, self.KIND)


class CourseLink(Orderable):
    """A page whose search kind is `course`, likewise."""

    KIND = "course"
    publication = ParentalKey("research.PublicationPage", on_delete=models.CASCADE, related_name="course_links")
    course = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+", verbose_name=_("course"))

    panels: ClassVar = [KindChooserPanel("course", KIND)]

    class Meta(Orderable.Meta):
        verbose_name = _("related course")
        verbose_name_plural = _("related courses")

    def __str__(self) -> str:
        return self.course.title

    def clean(self) -> None:
        super().clean()
        if self.course_id:
            validate_kind(self.course, self.KIND)
