"""People who write: one row for each, chosen as author of any number of publications."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language, gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from gateway.taxonomy.models import Institution
from research.identifiers import validate_orcid


class Person(index.Indexed, models.Model):
    given_names = models.CharField(_("given names"), max_length=120, blank=True)
    family_name = models.CharField(
        _("family name"),
        max_length=120,
        help_text=_("The name that a bibliography sorts by. A person with a single name has it here."),
    )
    name_ur = models.CharField(_("whole name in Urdu"), max_length=240, blank=True)
    orcid = models.CharField(
        _("ORCID"),
        max_length=19,
        blank=True,
        validators=[validate_orcid],
        help_text=_("A researcher's own number, for example 0000-0002-1825-0097."),
    )
    institution = models.ForeignKey(
        Institution, models.SET_NULL, null=True, blank=True, related_name="people", verbose_name=_("institution")
    )

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("given_names"), FieldPanel("family_name")]),
        FieldPanel("name_ur"),
        FieldPanel("orcid"),
        FieldPanel("institution"),
    ]
    search_fields: ClassVar = [
        index.AutocompleteField("given_names"),
        index.AutocompleteField("family_name"),
        index.AutocompleteField("name_ur"),
    ]

    class Meta:
        verbose_name = _("person who writes")
        verbose_name_plural = _("people who write")
        ordering: ClassVar = ["family_name", "given_names"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["orcid"], condition=~models.Q(orcid=""), name="one_person_an_orcid")
        ]

    def __str__(self) -> str:
        return f"{self.given_names} {self.family_name}".strip()

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.name_ur if get_language() == "ur" and self.name_ur else str(self)
