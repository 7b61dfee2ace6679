"""The report in the admin, to filter and to take away as a spreadsheet."""

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _, pgettext
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports.base import ReportView

from research.admin_pages import LibraryPage
from research.models import PublicationPage
from research.reports.lacking import LACKS, lacking, lacks_something, said
from research.vocabulary import Kind


class LackingFilter(WagtailFilterSet):
    lacks = django_filters.ChoiceFilter(choices=list(LACKS.items()), label=_("Lacks"), method="narrow")
    kind = django_filters.ChoiceFilter(choices=Kind.choices, label=_("Kind"))
    live = django_filters.BooleanFilter(label=_("Published"))

    class Meta:
        model = PublicationPage
        fields = ("lacks", "kind", "live")

    def narrow(self, pages: QuerySet, name: str, value: str) -> QuerySet:
        return pages.filter(**{f"lacks_{value}": True})


def lacks_of(page: PublicationPage) -> str:
    return pgettext("between names", ", ").join(said(page))


class LackingReport(LibraryPage, ReportView):
    page_title = _("What publications lack")
    header_icon = "list-ul"
    model = PublicationPage
    filterset_class = LackingFilter
    index_url_name = "library:lacking"
    index_results_url_name = "library:lacking_results"
    default_ordering = "title"
    columns = (
        TitleColumn("title", label=_("Title"), get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk])),
        Column("lacks", label=_("Lacks"), accessor=lacks_of),
        DateColumn("review_by", label=_("Review"), sort_key="review_by"),
        Column("owner", label=_("Owner")),
    )
    list_export = ("title", "published", "status_string", *(f"lacks_{name}" for name in LACKS), "review_by", "owner")
    export_headings = {f"lacks_{name}": label for name, label in LACKS.items()} | {
        "title": _("Title"),
        "published": _("Date of publication"),
        "status_string": _("Status"),
        "review_by": _("Review"),
        "owner": _("Owner"),
    }

    def get_queryset(self) -> QuerySet[PublicationPage]:
        found = lacking(self.request.user).filter(lacks_something()).select_related("owner")
        return self.order_queryset(found)

    def get_filename(self) -> str:
        return "publications-that-lack"
