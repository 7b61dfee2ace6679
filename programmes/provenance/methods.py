"""The versions of the method by which exports become figures. A change of method is a new entry here, never an edit."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Method:
    version: str
    since: date
    change: str | Promise


METHODS = [
    Method(
        "1.0",
        date(2026, 11, 21),
        _(
            "The first method: every row is checked; families are counted anew for each area, sex and age; counts are rounded "
            "to the nearest ten and those below ten shown as <10; money is published in whole millions of rupees; rates are "
            "worked out from published figures; figures that a source has published already are quoted as they stand."
        ),
    ),
]
