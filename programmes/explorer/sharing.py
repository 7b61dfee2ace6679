"""A view's addresses: to share, to embed, to download, to cite."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language, gettext as _

from programmes.explorer.files import FORMATS
from programmes.explorer.height import height
from programmes.explorer.names import joined
from programmes.explorer.panels import Panel
from programmes.explorer.selection import Selection
from programmes.explorer.state import State, View

OBSERVATIONS = "/api/statistics/observations"
ADDRESS_HERE = "\N{OBJECT REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class Sharing:
    link: str
    embed: str
    citation: str
    downloads: list[tuple[str, str]]
    everything: str


def address(state: State, view: str = "explore") -> str:
    return reverse(view) + (f"?{state.query}" if state.query else "")


def settled(state: State, selection: Selection) -> State:
    """The state with programme and indicator written out: a shared address must not change with our defaults."""
    return replace(state, programme=tuple(sorted(selection.programmes)), indicator=tuple(sorted(selection.indicators)))


def dated(state: State, panels: Iterable[Panel]) -> State:
    """The state with its periods written out: what is cited must not move on with the next release."""
    if state.over_time:
        return state
    return replace(state, period=tuple(sorted({row.period for panel in panels for row in panel.observations})))


def sharing(request: HttpRequest, selection: Selection, panels: list[Panel], title: str) -> Sharing:
    state = settled(selection.state, selection)
    return Sharing(
        request.build_absolute_uri(address(state)),
        embed_code(request.build_absolute_uri(address(state, "embed")), title, height(panels, title, state.view)),
        citation(panels, title, request.build_absolute_uri(address(dated(state, panels)))),
        [(name, download_address(state, code)) for code, name in FORMATS],
        everything(state),
    )


def embed_code(url: str, title: str, high: int) -> str:
    code = '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" frameborder="0"></iframe>'
    return format_html(code, url, title, high)


def download_address(state: State, file_format: str) -> str:
    """The view's own address, answered with a file: it can hold nothing else than what the view shows."""
    query = replace(state, view=View.CHART).query
    return f"{reverse('explore')}?{query}{'&' if query else ''}{urlencode({'format': file_format})}"


def everything(state: State) -> str:
    """All areas, periods, sexes and ages of the programmes and indicators shown, from the open interface."""
    language = {"language": "ur"} if get_language() == "ur" else {}
    asked = {"programme": ",".join(state.programme), "indicator": ",".join(state.indicator), "format": "csv"} | language
    return f"{OBSERVATIONS}?" + urlencode(asked, safe=",")


def citation(panels: Iterable[Panel], title: str, url: str) -> str:
    sources = dict.fromkeys(text for panel in panels for text, _key in panel.proofs)
    words = _("%(title)s. %(sources)s. %(site)s, %(address)s, seen on %(date)s.") % {
        "title": title,
        "sources": " · ".join(sources),
        "site": _(settings.WAGTAIL_SITE_NAME),
        "address": ADDRESS_HERE,
        "date": date_format(timezone.localdate()),
    }
    before, _here, after = words.partition(ADDRESS_HERE)
    return format_html("{}<bdi>{}</bdi>{}", before, url, after)


def json_ld(title: str, shared: Sharing, selection: Selection, panels: list[Panel]) -> dict:
    """The view as a data set that machines find, with its downloads."""
    rows = [row for panel in panels for row in panel.observations]
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": title,
        "description": joined(dict.fromkeys(row.indicator.definition for row in rows)) or title,
        "url": shared.link,
        "isAccessibleForFree": True,
        "variableMeasured": sorted({row.indicator.name for row in rows}),
        "spatialCoverage": sorted({row.area.name for row in rows}),
        "temporalCoverage": sorted({row.period for row in rows}),
        "creator": [{"@type": "Organization", "name": name} for name in sorted({row.origin.registry.name for row in rows})],
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": name, "contentUrl": url} for name, url in shared.downloads
        ],
    }
