"""Addresses of the statistics that several parts link to."""

from urllib.parse import quote, urlencode

from django.urls import LocalePrefixPattern, get_script_prefix

from gateway.taxonomy.models import Area
from programmes.registry.codes import TOTAL


def figure_address(programme: str, indicator: str, area: str, period: str, *, sex: str = TOTAL, age: str = TOTAL) -> str:
    """The permanent address of one figure; `area` is an ISO 3166-2 code, or a district's P-code."""
    path = "/".join(quote(part, safe="") for part in (programme, indicator, area, period))
    within = urlencode([(name, value) for name, value in (("sex", sex), ("age", age)) if value != TOTAL])
    language = LocalePrefixPattern(prefix_default_language=False).language_prefix
    return f"{get_script_prefix()}{language}statistics/figures/{path}/" + (f"?{within}" if within else "")


def area_code(area: Area) -> str:
    """What addresses and downloads call an area: its ISO 3166-2 code where it has one, else its P-code."""
    return area.iso_code or area.code
