"""The explorer's page, and the same view for other people's pages."""

from dataclasses import dataclass, replace

from csp.decorators import csp_replace
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from gateway.accounts.audience import Reader
from programmes.explorer import cautions, choices, files, sharing
from programmes.explorer.drawings import can_be_mapped
from programmes.explorer.holdings import offer, shown_pairs
from programmes.explorer.names import Names, all_names, joined
from programmes.explorer.panels import Panel, panels
from programmes.explorer.reading import points
from programmes.explorer.selection import Selection, select, subjects
from programmes.explorer.state import LONGEST_CODE, By, Known, Misunderstood, State, View, understand
from programmes.views import way_to_statistics

NAMED = 3


@dataclass(frozen=True)
class Shown:
    """Everything that a view is made of."""

    state: State
    wrong: list[Misunderstood]
    selection: Selection
    names: Names
    panels: list[Panel]
    title: str

    @property
    def status(self) -> int:
        return 400 if self.wrong else 200


def shown(request: HttpRequest, reader: Reader) -> Shown:
    names, pairs = all_names(reader), shown_pairs()
    state, wrong = understand(dict(request.GET.lists()), Known(names.programmes, names.indicators, names.areas))
    programmes, indicators = subjects(state, pairs)
    selection = select(state, pairs, programmes, indicators, offer(programmes, indicators), names.areas)
    if state.view == View.MAP and not has_map(selection):
        state = replace(state, view=View.CHART)
        selection = replace(selection, state=state)
    drawn = panels(selection, points(selection), names) if indicators else []
    return Shown(state, wrong, selection, names, drawn, title(selection, names))


def title(selection: Selection, names: Names) -> str:
    """What is counted, of which programmes, by what: a view's name wherever it is named."""
    counted = joined(names.label("indicator", code) for code in selection.indicators[:NAMED])
    given_by = joined(names.label("programme", code) for code in selection.programmes[:NAMED])
    by = {By.PROVINCE: _("by province or territory"), By.DISTRICT: _("by district"), By.SEX: _("by sex"), By.AGE: _("by age")}
    if not counted:
        return _("Statistics explorer")
    words = {"indicators": counted, "programmes": given_by, "by": by.get(By(selection.state.by), "")}
    return _("%(programmes)s: %(indicators)s, %(by)s") % words if words["by"] else _("%(programmes)s: %(indicators)s") % words


@require_safe
def explore(request: HttpRequest) -> HttpResponseBase:
    """The page; with `format=` the figures that stand on it, as a file, if the whole address is understood."""
    view = shown(request, request.user)
    if file_format := request.GET.get("format", ""):
        if file_format in dict(files.FORMATS) and not view.wrong:
            return files.download(request, file_format, view.title, view.selection, view.panels)
        if file_format not in dict(files.FORMATS):
            view.wrong.append(Misunderstood("format", file_format[:LONGEST_CODE]))
    shared = sharing.sharing(request, view.selection, view.panels, view.title)
    context = page_context(view) | {
        "sharing": shared,
        "breadcrumb": way_to_statistics(request),
        "canonical": shared.link if request.GET else request.build_absolute_uri(request.path),
        "json_ld": sharing.json_ld(view.title, shared, view.selection, view.panels) if view.panels else None,
    }
    return render(request, "programmes/explorer/explore.html", context, status=view.status)


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
@cache_control(public=True, max_age=300)
def embed(request: HttpRequest) -> HttpResponse:
    """For strangers' pages: what the public may see, whoever is signed in. No cookie is read or set."""
    view = shown(request, AnonymousUser())
    state = sharing.settled(view.state, view.selection)
    context = page_context(view) | {
        "language": get_language(),
        "link": request.build_absolute_uri(sharing.address(state)),
        "home": request.build_absolute_uri("/"),
    }
    return HttpResponse(render_to_string("programmes/explorer/embed.html", context), status=view.status)


def page_context(view: Shown) -> dict:
    selection, names = view.selection, view.names
    return {
        "title": view.title,
        "state": view.state,
        "wrong": view.wrong,
        "lacking": [names.label(name, code) for name, code in selection.lacking],
        "panels": [(panel, cautions.of_panel(panel)) for panel in view.panels],
        "cautions": cautions.of_view(view.panels),
        "pickers": choices.pickers(selection, names) if selection.pairs else [],
        "breakdowns": choices.breakdowns(selection, names),
        "periods": choices.held_periods(selection, names),
        "every_period": choices.every_period(selection),
        "span": choices.span(selection, names),
        "period_in_words": choices.period_in_words(selection, names),
        "tabs": tabs(view),
    }


def has_map(selection: Selection) -> bool:
    """Only where provinces are compared in one period."""
    state, areas = selection.state, selection.areas
    return state.by in (By.NOTHING, By.PROVINCE) and not state.over_time and can_be_mapped(areas) and len(areas) > 1


def tabs(view: Shown) -> list[tuple[str, str, bool]]:
    """Address, label and whether it is the one shown."""
    labels = {View.CHART: _("Chart"), View.MAP: _("Map"), View.TABLE: _("Table")}
    state = sharing.settled(view.state, view.selection)
    there = [code for code in labels if code != View.MAP or has_map(view.selection)]
    return [(sharing.address(replace(state, view=code)), labels[code], code == view.state.view) for code in there]
