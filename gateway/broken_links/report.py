"""Broken links, as a report: the page, the link, since when; and what a person says about it."""

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from gateway.accounts.work import WORK, work_of, works_with_pages
from gateway.broken_links.models import Link, LinkPlace, Outcome
from gateway.broken_links.words import in_words

BROKEN, ACCEPTED, REFUSING, LEFT, ALL = "broken", "accepted", "refuses", "left", "all"
STATES = (
    (ACCEPTED, _("called all right")),
    (REFUSING, Outcome.REFUSES.label),
    (LEFT, Outcome.LEFT.label),
    (ALL, _("all links")),
)


def links_in(state: str):
    chosen = {
        BROKEN: Link.objects.broken,
        ACCEPTED: Link.objects.called_all_right,
        REFUSING: lambda: Link.objects.filter(outcome=Outcome.REFUSES),
        LEFT: lambda: Link.objects.filter(outcome=Outcome.LEFT),
    }
    return chosen.get(state, Link.objects.all)()


class LinkFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, empty_label=_("broken"), method="as_it_is")

    class Meta:
        model = LinkPlace
        fields = ["state"]

    def as_it_is(self, places, name, value):
        return places

    def filter_queryset(self, queryset):
        state = self.form.cleaned_data.get("state") or BROKEN
        return super().filter_queryset(queryset.filter(link__in=links_in(state)))


class LinkReport(ReportView):
    model = LinkPlace
    any_permission_required = WORK
    page_title = _("Broken links")
    header_icon = "link-external"
    filterset_class = LinkFilters
    index_url_name = "broken_links"
    index_results_url_name = "broken_links_results"
    results_template_name = "gateway_broken_links/results.html"
    default_ordering = ("link__broken_since", "link__url", "page__title")
    columns = [
        TitleColumn("page", label=_("Page"), accessor="page.title"),
        Column("link", label=_("Link"), accessor="link.url"),
        DateColumn("since", label=_("Broken since"), accessor="link.broken_since"),
    ]
    list_export = ["page.title", "page.full_url", "link.url", "link.answer", "link.broken_since", "link.checked_at"]
    export_headings = {
        "page.title": _("Page"),
        "page.full_url": _("Address"),
        "link.url": _("Link"),
        "link.answer": _("Answer"),
        "link.broken_since": _("Broken since"),
        "link.checked_at": _("Last looked at"),
    }

    def user_has_any_permission(self, permissions):
        return works_with_pages(self.request.user)

    def get_base_queryset(self):
        return LinkPlace.objects.filter(page__in=work_of(self.request.user)).select_related("page", "link", "link__accepted_by")

    def decorate_paginated_queryset(self, object_list):
        for place in object_list:
            place.said = in_words(place.link)
        return object_list

    def get_filename(self):
        return "broken-links"


@require_POST
def decide(request: HttpRequest, pk: int, verdict: str) -> HttpResponse:
    """`all-right`: the answer that the link gives now is no fault. `again`: look anew, as if nobody had said so."""
    link = get_object_or_404(Link, pk=pk)
    if not work_of(request.user).filter(outside_links__link=link).exists():
        raise PermissionDenied
    if verdict == "all-right":
        link.accepted, link.accepted_by = link.answer, request.user
        messages.success(request, gettext("The link is called all right, until it answers otherwise than today."))
    else:
        link.accepted, link.accepted_by, link.due_at = "", None, timezone.now()
        messages.success(request, gettext("The link is looked at in the next round, within a quarter of an hour."))
    link.save(update_fields=["accepted", "accepted_by", "due_at"])
    return redirect("broken_links")
