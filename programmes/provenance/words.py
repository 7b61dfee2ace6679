"""The marks and codes of a figure in words."""

from collections.abc import Iterator

from django.utils.translation import gettext as _, gettext_lazy, pgettext

from programmes.models.statistics import Observation
from programmes.people import age_label, sex_label
from programmes.registry.codes import TOTAL

NATURES = {
    Observation.Nature.ESTIMATED: gettext_lazy("Approximate: the source itself gives it as a rough number."),
    Observation.Nature.FORECAST: gettext_lazy("Planned: an announcement or a plan, not something that has been counted."),
    Observation.Nature.PROVISIONAL: gettext_lazy("Provisional: the registry expects to revise it."),
}


def breakdown_label(sex: str, age_band: str) -> str:
    """What part of the people a figure counts; empty for all of them."""
    parts = [sex_label(sex)] * (sex != TOTAL) + [age_label(age_band)] * (age_band != TOTAL)
    return pgettext("between names", ", ").join(parts)


def marks(row: Observation, *, was_revised: bool = False) -> Iterator[str]:
    """Every mark that the figure carries, each with what it means. A made-up or hidden figure is revised without its status."""
    if row.origin.illustrative:
        yield _("Illustrative: made up to show what a registry could tell. It describes nobody.")
    if row.value is None:
        yield _("Below the smallest number shown: the true value may be anything from nothing up to that limit.")
    if was_revised or row.revised:
        yield _("Revised: an earlier release gave another value, which stands below.")
    if row.status == Observation.Status.QUOTED:
        yield _("As quoted: it stands as its source published it, neither rounded nor recalculated.")
    elif not row.origin.illustrative and row.value is not None:
        yield _("Protected: counts are rounded to the nearest ten, money to whole millions of rupees.")
    if row.nature in NATURES:
        yield str(NATURES[row.nature])
