"""Use in the admin: the report, and what was read most on the first page."""

from django.http import HttpRequest
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gateway.accounts.work import works_with_pages
from gateway.use.panels import MostRead
from gateway.use.report import UseReport


class UseMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return works_with_pages(request.user)


@hooks.register("register_reports_menu_item")
def use_entry() -> MenuItem:
    return UseMenuItem(_("What is read"), reverse_lazy("use_report"), name="use", icon_name="view", order=100)


@hooks.register("register_admin_urls")
def use_addresses() -> list:
    return [
        path("reports/use/", UseReport.as_view(), name="use_report"),
        path("reports/use/results/", UseReport.as_view(results_only=True), name="use_report_results"),
    ]


@hooks.register("construct_homepage_panels")
def show_what_was_read_most(request: HttpRequest, panels: list) -> None:
    panels.append(MostRead())
