"""The library's addresses below /admin/library/."""

from django.urls import path, re_path

from research.importing import import_page, list_pages
from research.proposing import pages as proposing
from research.reports.pages import LackingReport

app_name = "library"
urlpatterns = [
    path("lacking/", LackingReport.as_view(), name="lacking"),
    path("lacking/results/", LackingReport.as_view(results_only=True), name="lacking_results"),
    path("from-pdf/", proposing.FromPdf.as_view(), name="from_pdf"),
    path("from-pdf/<int:pk>/", proposing.OneProposal.as_view(), name="proposal"),
    path("imports/", list_pages.ImportList.as_view(), name="imports"),
    path("imports/results/", list_pages.ImportList.as_view(results_only=True), name="imports_results"),
    path("imports/new/", list_pages.UploadView.as_view(), name="upload"),
    re_path(r"^imports/template\.(?P<form>csv|xlsx)$", list_pages.TemplateFile.as_view(), name="template"),
    path("imports/<int:pk>/", import_page.ImportView.as_view(), name="import"),
    path("imports/<int:pk>/report.csv", import_page.ReportFile.as_view(), name="import_report"),
]
