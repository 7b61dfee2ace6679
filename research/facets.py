"""The filters of the list: what a value narrows to, and how many publications each value would leave."""

from dataclasses import dataclass
from typing import Protocol

from django.db.models import Case, Count, F, Model, Q, QuerySet, When
from django.db.models.functions import Substr
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gateway.taxonomy.models import Area, LifecycleStage, Term, Theme
from research.models.publication import PublicationPage
from research.vocabulary import Kind, Language

Counts = dict[str, int]


class Facet(Protocol):
    name: str
    label: str | Promise

    def narrow(self, publications: QuerySet, values: list[str]) -> QuerySet: ...

    def counts(self, publications: QuerySet) -> Counts: ...

    def labels(self) -> dict[str, str] | None:
        """Every value there is, in order; None when the publications themselves decide."""


def _counted(rows: QuerySet, value: str, counted: str) -> Counts:
    pairs = rows.order_by().values_list(value).annotate(count=Count(counted, distinct=True))
    return {code: count for code, count in pairs if code}


@dataclass(frozen=True)
class ChoiceFacet:
    name: str
    label: str | Promise
    choices: type

    def narrow(self, publications: QuerySet, values: list[str]) -> QuerySet:
        return publications.filter(**{f"{self.name}__in": values})

    def counts(self, publications: QuerySet) -> Counts:
        return _counted(publications, self.name, "pk")

    def labels(self) -> dict[str, str]:
        return {str(value): str(label) for value, label in self.choices.choices}


@dataclass(frozen=True)
class YearFacet:
    name: str
    label: str | Promise

    def narrow(self, publications: QuerySet, values: list[str]) -> QuerySet:
        return publications.alias(year=Substr("published", 1, 4)).filter(year__in=values)

    def counts(self, publications: QuerySet) -> Counts:
        found = _counted(publications.annotate(year=Substr("published", 1, 4)), "year", "pk")
        return dict(sorted(found.items(), reverse=True))

    def labels(self) -> None:
        return None


@dataclass(frozen=True)
class TermFacet:
    name: str
    label: str | Promise
    relation: str
    model: type[Term]

    @property
    def through(self) -> type[Model]:
        return getattr(PublicationPage, self.relation).through

    @property
    def term(self) -> str:
        return self.model._meta.model_name

    def links(self) -> QuerySet:
        return self.through.objects.annotate(code=F(f"{self.term}__code"))

    def narrow(self, publications: QuerySet, values: list[str]) -> QuerySet:
        return publications.filter(pk__in=self.links().filter(code__in=values).values("publicationpage"))

    def counts(self, publications: QuerySet) -> Counts:
        links = self.links().filter(publicationpage__in=publications.order_by().values("pk"))
        return _counted(links, "code", "publicationpage")

    def labels(self) -> dict[str, str]:
        return {term.code: term.label for term in self.model.objects.all()}


@dataclass(frozen=True)
class AreaFacet(TermFacet):
    """Provinces: a publication about a district belongs to the district's province too."""

    def links(self) -> QuerySet:
        province = Case(When(area__kind=Area.Kind.DISTRICT, then=F("area__parent__code")), default=F("area__code"))
        return self.through.objects.annotate(code=province)

    def labels(self) -> dict[str, str]:
        above = Area.objects.filter(~Q(kind=Area.Kind.DISTRICT)).order_by("-kind", "order")
        return {area.code: area.label for area in above}


FACETS: tuple[Facet, ...] = (
    ChoiceFacet("kind", _("Kind"), Kind),
    TermFacet("theme", _("Theme"), "themes", Theme),
    TermFacet("stage", _("Lifecycle stage"), "stages", LifecycleStage),
    AreaFacet("area", _("Area"), "areas", Area),
    YearFacet("year", _("Year")),
    ChoiceFacet("language", _("Language"), Language),
)
