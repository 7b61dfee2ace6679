"""The list of imports, the upload of a new one, and the templates to start from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _, gettext_lazy
from django.views import View
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn, UserColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from research.admin_pages import LibraryPage
from research.importing.bounds import MOST_BYTES, UnreadableFile
from research.importing.forms import UploadForm
from research.importing.rights import imports_of, library_of
from research.importing.running import upload
from research.importing.templates import TEMPLATES
from research.importing.words import said
from research.models import Import

IMPORTS = {"url": reverse_lazy("library:imports"), "label": gettext_lazy("Imports")}


class ImportList(LibraryPage, BaseListingView):
    page_title = gettext_lazy("Imports")
    header_icon = "history"
    model = Import
    paginate_by = 30
    table_classname = "listing desk-listing"
    index_url_name = "library:imports"
    index_results_url_name = "library:imports_results"
    verbose_name_plural = gettext_lazy("imports")
    columns = (
        TitleColumn("file_name", label=gettext_lazy("File"), url_name="library:import"),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor="get_state_display",
            primary=lambda imported: imported.state == Import.State.IMPORTED,
        ),
        Column("works", label=gettext_lazy("Works"), accessor=lambda imported: len(imported.report)),
        UserColumn("started_by", label=gettext_lazy("By")),
        DateColumn("uploaded_at", label=gettext_lazy("When"), sort_key="uploaded_at"),
    )

    def get_base_queryset(self):
        mine = imports_of(self.request.user).select_related("started_by__wagtail_userprofile")
        return mine.defer("records").order_by("-uploaded_at", "-pk")

    def get_header_buttons(self):
        return [HeaderButton(_("Import a list"), url=reverse("library:upload"), icon_name="upload")]


class UploadView(LibraryPage, View):
    page_title = gettext_lazy("Import a list")
    header_icon = "upload"
    template_name = "research/admin/upload.html"
    way = (IMPORTS,)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(UploadForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(form, status=400)
        try:
            content = form.upload.read(MOST_BYTES + 1)
            imported = upload(form.upload.name or "", content, request.user, library_of(request.user))
        except UnreadableFile as refused:
            form.add_error("file", said(refused.note))
            return self.show(form, status=400)
        return redirect("library:import", imported.pk)

    def show(self, form: UploadForm, status: int = 200) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)


class TemplateFile(LibraryPage, View):
    """An empty list with the columns' names and an example."""

    def get(self, request: HttpRequest, form: str) -> HttpResponse:
        content_type, write = TEMPLATES[form]
        name = {"Content-Disposition": f'attachment; filename="publications.{form}"'}
        return HttpResponse(write(), content_type=content_type, headers=name)
