"""Broken links in the admin's reports."""

from django.http import HttpRequest
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gateway.accounts.work import works_with_pages
from gateway.broken_links.report import LinkReport, decide


class LinksMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return works_with_pages(request.user)


@hooks.register("register_reports_menu_item")
def links_entry() -> MenuItem:
    address = reverse_lazy("broken_links")
    return LinksMenuItem(_("Broken links"), address, name="broken-links", icon_name="link-external", order=110)


@hooks.register("register_admin_urls")
def link_addresses() -> list:
    return [
        path("reports/broken-links/", LinkReport.as_view(), name="broken_links"),
        path("reports/broken-links/results/", LinkReport.as_view(results_only=True), name="broken_links_results"),
        path("reports/broken-links/<int:pk>/all-right/", decide, {"verdict": "all-right"}, name="broken_link_all_right"),
        path("reports/broken-links/<int:pk>/again/", decide, {"verdict": "again"}, name="broken_link_again"),
    ]
