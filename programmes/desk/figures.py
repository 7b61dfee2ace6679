"""The table of old and new figures on a release's page: filtered, in order, page by page."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.admin.paginator import WagtailPaginator

from gateway.taxonomy.models import Area
from programmes.desk import compare
from programmes.explorer.names import age_label, joined, sex_label
from programmes.models import Indicator, Observation, ProgrammeCode, Release
from programmes.registry.codes import RUPEES, TOTAL
from programmes.wording import period_label

ROWS = 50


@dataclass(frozen=True)
class Row:
    """One figure, as it was and as it would be."""

    area: str
    level: str
    programme: str
    indicator: str
    period: str
    base: str
    group: str
    was: str
    now: str
    by: str
    share: str
    is_beyond: bool


class FilterForm(forms.Form):
    """Every field may stay empty; what is not among the choices is passed over."""

    show = forms.ChoiceField(required=False, label=gettext_lazy("Show"))
    programme = forms.ChoiceField(required=False, label=gettext_lazy("Programme"))
    indicator = forms.ChoiceField(required=False, label=gettext_lazy("Indicator"))
    period = forms.ChoiceField(required=False, label=gettext_lazy("Period"))
    area = forms.ChoiceField(required=False, label=gettext_lazy("Area"))
    order = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Largest first"),
        choices=[("relative", gettext_lazy("in per cent")), ("size", gettext_lazy("in numbers"))],
    )

    def chosen(self) -> dict[str, str]:
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}


class FiguresTable:
    """`given` is the query of the address. All that a template asks for costs the same queries for ten rows or a million."""

    def __init__(self, release: Release, given: Mapping[str, str]):
        self.release, self.given = release, given
        self.comparison = compare.comparison(release)
        self.programmes = {row.code: row.label for row in ProgrammeCode.objects.all()}
        self.indicators = {row.pk: row for row in Indicator.objects.all()}

    @cached_property
    def counts(self) -> dict[str, int]:
        if self.comparison.old is None:
            return {compare.MOVED: 0, compare.NEW: self.release.observations.count(), compare.VANISHED: 0}
        return {name: cells.count() for name, cells in self.comparison.cells.items()}

    @cached_property
    def form(self) -> FilterForm:
        series = compare.series_of(self.release) | set(self.comparison.gone)
        form = FilterForm(self.given)
        found = {
            "show": [(name, f"{label} ({self.counts[name]:,})") for name, label in KINDS.items()],
            "programme": named({row[0]: self.programmes.get(row[0], row[0]) for row in series}),
            "indicator": named({str(row[1]): self.indicators[row[1]].label for row in series}),
            "period": named({row[2]: period_label(row[2]) for row in series}),
            "area": [("PK", _("Pakistan")), *self.provinces],
        }
        for name, choices in found.items():
            form.fields[name].choices = choices if name == "show" else [("", _("all")), *choices]
        return form

    @cached_property
    def provinces(self) -> list[tuple[str, str]]:
        provinces = Area.objects.filter(kind=Area.Kind.PROVINCE).order_by("order", "name")
        return [(province.iso_code, province.label) for province in provinces]

    @cached_property
    def chosen(self) -> dict[str, str]:
        return self.form.chosen()

    @property
    def show(self) -> str:
        """What moved, unless something else is asked for, or nothing moved."""
        fallback = compare.NEW if not self.counts[compare.MOVED] and self.counts[compare.NEW] else compare.MOVED
        return self.chosen.get("show", fallback)

    @cached_property
    def page(self) -> Page:
        paginator = WagtailPaginator(self.cells(), ROWS)
        return paginator.get_page(self.given.get("p"))

    @property
    def elided(self):
        return self.page.paginator.get_elided_page_range(self.page.number)

    def cells(self) -> QuerySet[Observation]:
        chosen = self.chosen
        asked = Q(**{name: chosen[name] for name in ("programme", "indicator", "period") if name in chosen})
        if "area" in chosen:
            asked &= compare.within(chosen["area"])
        cells = self.comparison.cells[self.show].filter(asked).select_related("area", "indicator")
        if self.show != compare.MOVED:
            return cells
        return compare.largest_first(cells, chosen.get("order", "relative"))

    @cached_property
    def rows(self) -> list[Row]:
        return [self.row(cell) for cell in self.page.object_list]

    def row(self, cell: Observation) -> Row:
        moved, gone = self.show == compare.MOVED, self.show == compare.VANISHED
        here = figure(cell.value, cell.indicator.unit)
        known = moved and cell.was is not None and cell.value is not None
        return Row(
            area=cell.area.label,
            level=cell.area.get_kind_display(),
            programme=self.programmes.get(cell.programme, cell.programme),
            indicator=cell.indicator.label,
            period=period_label(cell.base if gone else cell.period),
            base=period_label(cell.period if gone else cell.base) if cell.base != cell.period else "",
            group=group(cell),
            was=figure(cell.was, cell.indicator.unit) if moved else here if gone else "",
            now="" if gone else here,
            by=f"{cell.by:+,}" if known else "",
            share=f"{100 * cell.share:+,.1f} %" if known and cell.share is not None else "",
            is_beyond=self.comparison.is_beyond(cell, self.show),
        )


KINDS = {
    compare.MOVED: gettext_lazy("Changed figures"),
    compare.NEW: gettext_lazy("New figures"),
    compare.VANISHED: gettext_lazy("Vanished figures"),
}


def named(labels: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(labels.items(), key=lambda item: item[1])


def figure(value: int | None, unit: str) -> str:
    """In full, for one who compares."""
    if value is None:
        return _("<1 million") if unit == RUPEES else "<10"
    return f"{value:,}"


def group(cell: Observation) -> str:
    return joined(word(code) for word, code in ((sex_label, cell.sex), (age_label, cell.age_band)) if code != TOTAL)
