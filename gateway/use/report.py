"""What is read, as a report: each page that a person works with, for as many days as they choose, to sort and to export."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.ui.tables import Column, LocaleColumn, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.coreutils import get_content_type_label
from wagtail.models import Locale, Page, get_page_content_types

from gateway.accounts.work import WORK, work_of
from gateway.use.figures import last_days, with_use

USUAL = "30"
SPANS = (
    ("7", _("the last 7 days")),
    ("90", _("the last 90 days")),
    ("365", _("the last 365 days")),
    ("all", _("since counting began")),
)


class UseFilters(WagtailFilterSet):
    days = django_filters.ChoiceFilter(label=_("Days"), choices=SPANS, empty_label=_("the last 30 days"), method="as_it_is")
    content_type = ContentTypeFilter(
        label=_("Kind"), queryset=lambda request: get_page_content_types(include_base_page_type=False)
    )
    locale = django_filters.ModelChoiceFilter(label=_("Language"), queryset=Locale.objects.all())

    class Meta:
        model = Page
        fields = ["days", "content_type", "locale"]

    def as_it_is(self, pages, name, value):
        return pages

    def filter_queryset(self, queryset):
        chosen = self.form.cleaned_data.get("days") or USUAL
        return super().filter_queryset(with_use(queryset, last_days(int(chosen) if chosen != "all" else None)))


class UseReport(ReportView):
    model = Page
    page_title = _("What is read")
    header_icon = "view"
    filterset_class = UseFilters
    index_url_name = "use_report"
    index_results_url_name = "use_report_results"
    default_ordering = "-views"
    any_permission_required = WORK
    columns = [
        TitleColumn("title", label=_("Title"), sort_key="title", url_name="wagtailadmin_pages:edit"),
        Column("content_type", label=_("Kind"), accessor=lambda page: get_content_type_label(page.content_type)),
        LocaleColumn(),
        NumberColumn("views", label=_("Read"), sort_key="views"),
        NumberColumn("downloads", label=_("Files downloaded"), sort_key="downloads"),
    ]
    list_export = ["title", "content_type", "locale", "full_url", "views", "downloads"]
    export_headings = {
        "title": _("Title"),
        "content_type": _("Kind"),
        "locale": _("Language"),
        "full_url": _("Address"),
        "views": _("Read"),
        "downloads": _("Files downloaded"),
    }

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        plain = dict.fromkeys((self.FORMAT_CSV, self.FORMAT_XLSX), get_content_type_label)
        self.custom_field_preprocess = self.custom_field_preprocess | {"content_type": plain}

    def get_base_queryset(self):
        pages = work_of(self.request.user).filter(live=True).select_related("content_type", "locale")
        return with_use(pages, last_days(int(USUAL)))

    def get_filename(self):
        return "use"
