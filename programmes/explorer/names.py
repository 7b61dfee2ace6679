"""What codes are called in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gateway.accounts.audience import Reader
from gateway.taxonomy.models import Area
from programmes.links import area_code
from programmes.models.index_pages import readable_programmes
from programmes.models.statistics import Indicator, ProgrammeCode
from programmes.people import age_label, sex_label
from programmes.wording import period_label


@dataclass(frozen=True)
class Names:
    programmes: dict[str, str]
    addresses: dict[str, str]
    indicators: dict[str, Indicator]
    areas: dict[str, Area]

    def label(self, dimension: str, code: str) -> str:
        if dimension == "programme":
            return self.programmes.get(code, code)
        if dimension == "indicator":
            return self.indicators[code].label if code in self.indicators else code
        if dimension == "area":
            return self.areas[code].label if code in self.areas else code
        if dimension == "sex":
            return sex_label(code)
        return age_label(code) if dimension == "age" else period_label(code)


def all_names(reader: Reader) -> Names:
    """A fixed number of queries; a programme whose page the reader may not see goes by the name of its code."""
    pages = {page.code: page for page in readable_programmes(reader) if page.code}
    names = {row.code: row.label for row in ProgrammeCode.objects.all()} | {code: page.title for code, page in pages.items()}
    addresses = {code: page.url for code, page in pages.items()}
    indicators = Indicator.objects.in_bulk(field_name="code")
    areas = {area_code(area): area for area in Area.objects.select_related("parent")}
    return Names(names, addresses, indicators, areas)


def joined(words: Iterable[str]) -> str:
    """Names in a row, with the comma of the reader's language."""
    return _(", ").join(words)
