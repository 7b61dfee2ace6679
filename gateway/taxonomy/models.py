"""The vocabulary that joins the wings. A term is one row with an English and an Urdu name."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language, gettext_lazy as _
from wagtail.search import index


class Term(index.Indexed, models.Model):
    code = models.SlugField(_("code"), max_length=60, unique=True, help_text=_("Used in addresses; do not change it later."))
    name = models.CharField(_("name in English"), max_length=120)
    name_ur = models.CharField(_("name in Urdu"), max_length=120, blank=True)
    description = models.TextField(_("description"), blank=True, help_text=_("What belongs here, in a sentence."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    search_fields: ClassVar = [index.AutocompleteField("name"), index.AutocompleteField("name_ur"), index.SearchField("name")]

    class Meta:
        abstract = True
        ordering: ClassVar = ["order", "name"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the reader's language, the English one where no Urdu name is known."""
        return self.name_ur if get_language() == "ur" and self.name_ur else self.name

    @property
    def names(self) -> list[str]:
        """In both languages, as far as they are known."""
        return [name for name in (self.name, self.name_ur) if name]


class Theme(Term):
    class Meta(Term.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")


class LifecycleStage(Term):
    class Meta(Term.Meta):
        verbose_name = _("lifecycle stage")
        verbose_name_plural = _("lifecycle stages")


class Instrument(Term):
    """What is given and how: an unconditional transfer, a social pension, an insurance …"""

    class Meta(Term.Meta):
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")


class Institution(Term):
    class Kind(models.TextChoices):
        FEDERAL = "federal", _("federal body")
        PROVINCIAL = "provincial", _("provincial body")
        PARTNER = "partner", _("development partner")
        RESEARCH = "research", _("research institution")
        OTHER = "other", _("other")

    acronym = models.CharField(_("short name"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("belongs to")
    )
    area = models.ForeignKey("Area", models.PROTECT, null=True, blank=True, related_name="institutions", verbose_name=_("area"))
    website = models.URLField(_("website"), blank=True)

    class Meta(Term.Meta):
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")


class Area(Term):
    """A country, province or district. `code` is its OCHA P-code; districts split, hence the dates."""

    class Kind(models.TextChoices):
        COUNTRY = "country", _("country")
        PROVINCE = "province", _("province or territory")
        DISTRICT = "district", _("district")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    iso_code = models.CharField(_("ISO 3166-2 code"), max_length=6, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("lies in")
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_source = models.CharField(_("source of the population"), max_length=120, blank=True)

    class Meta(Term.Meta):
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        indexes: ClassVar = [models.Index(fields=["kind", "iso_code"], name="area_by_kind")]
