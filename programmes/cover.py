"""What a workbook says beside its figures: its title, what was asked, its sources and how to cite it."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext as _, gettext_lazy

from programmes.asking import Asked
from programmes.downloads.workbook import Wording
from programmes.models import Indicator, Observation, Release

HIDDEN = "<10"
Status = Observation.Status
MEANINGS = {
    Status.SUPPRESSED: gettext_lazy("too small to be shown, the cell is empty"),
    Status.PROVISIONAL: gettext_lazy("may still change when the period is closed"),
    Status.REVISED: gettext_lazy("an earlier release said something else"),
    Status.ILLUSTRATIVE: gettext_lazy("made up for demonstration"),
    Status.QUOTED: gettext_lazy("as others have published it, to the digit"),
}


def wording(selection: str, indicators: Iterable[Indicator], address: str, releases: Iterable[Release]) -> Wording:
    """`selection` says in words what the figures are."""
    return Wording(
        title=_("Statistics of social protection"),
        cover_name=_("About"),
        data_name=_("Data"),
        notes_name=_("Notes"),
        cover=cover(selection, address),
        header=header(),
        notes=[
            (
                _("Indicators"),
                [_("Code"), _("Unit"), _("Definition"), _("Counting rule"), _("Method")],
                definitions(indicators),
            ),
            (_("Releases"), [_("Registry"), _("As of"), _("Source"), _("Export"), _("Checksum (SHA-256)")], sources(releases)),
        ],
        right_to_left=get_language() == "ur",
    )


def cover(selection: str, address: str) -> list[tuple[str, str]]:
    statuses = "; ".join(f"{value}: {meaning}" for value, meaning in MEANINGS.items())
    today = date_format(timezone.localdate())
    return [
        (_("Selection"), selection),
        (_("Taken on"), today),
        (_("Address of this selection"), address),
        (_("Licence"), _("The figures may be used and passed on by anyone who names their source.")),
        (
            _("How to cite"),
            _("%(site)s, statistics of social protection, taken on %(date)s from %(address)s. Name the release's source too.")
            % {"site": _(settings.WAGTAIL_SITE_NAME), "date": today, "address": address},
        ),
        (
            _("Empty values"),
            _("A cell without a value is below 10 and hidden (%(hidden)s); amounts below one million rupees are hidden too.")
            % {"hidden": HIDDEN},
        ),
        (
            _("Rounding"),
            _(
                "Counts are rounded to the nearest 10 and money to whole millions; quoted figures are as their source printed them."
            ),
        ),
        (_("Statuses"), statuses),
        (_("Revised figures"), _("Rows marked yes in the column “revised” had another value in an earlier release.")),
        (
            _("Codes of people"),
            _("F women and girls, M men and boys, X transgender persons, U not known, _T all; ages in years, _T all ages."),
        ),
        (
            _("Illustrative figures"),
            _("Rows marked yes in the column “illustrative” are made up for demonstration and say nothing about any place."),
        ),
    ]


def selection_words(asked: Asked) -> str:
    said = [f"{name}: {', '.join(values)}" for name, values in asked.filters.items() if values]
    bounds = (("from", asked.earliest), ("to", asked.latest), ("release", asked.release))
    said += [f"{name}: {value}" for name, value in bounds if value]
    return "; ".join(said) or _("everything that is published")


def header() -> list[str]:
    return [
        _("Programme (code)"), _("Programme"), _("Indicator (code)"), _("Indicator"), _("Unit"), _("Period"), _("Area (code)"),
        _("Area"), _("Sex"), _("Age"), _("Value"), _("Status"), _("Nature"), _("Revised"), _("Illustrative"), _("Release"), _("Registry"),
        _("Data set"), _("Export"), _("Checksum (SHA-256)"), _("As of"), _("Source"),
    ]  # fmt: skip


def definitions(indicators: Iterable[Indicator]) -> list[list[str]]:
    urdu = get_language() == "ur"
    return [
        [
            row.code,
            str(row.get_unit_display()),
            (row.definition_ur if urdu else "") or row.definition,
            str(row.get_counting_display()),
            (row.method_ur if urdu else "") or row.method,
        ]
        for row in indicators
    ]


def sources(releases: Iterable[Release]) -> list[list[str]]:
    return [[row.registry.label, row.as_of.isoformat(), row.citation, row.export_id, row.sha256] for row in releases]
