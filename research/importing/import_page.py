"""An import's own page: its report, the confirmation, and the way back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views import View

from research.admin_pages import LibraryPage
from research.importing import report, running, undoing
from research.importing.checking import CREATE, LIKELY
from research.importing.list_pages import IMPORTS
from research.importing.rights import imports_of, may_publish
from research.importing.words import said
from research.models import Import

State = Import.State


class OneImport(LibraryPage):
    """Somebody else's import is not there."""

    def imported(self) -> Import:
        return get_object_or_404(imports_of(self.request.user), pk=self.kwargs["pk"])


class ImportView(OneImport, View):
    template_name = "research/admin/import.html"
    page_title = gettext_lazy("Import")
    header_icon = "upload"
    way = (IMPORTS,)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        imported = self.imported()
        self.page_subtitle = imported.file_name
        pages = undoing.made(imported) if imported.state == State.IMPORTED else []
        outcomes = [line["outcome"] for line in imported.report]
        return self.render_to_response(
            self.get_context_data(
                imported=imported,
                lines=report.lines(imported, request.user),
                counts=report.counts(imported),
                remarks=[said(note) for note in imported.remarks],
                can_start=running.can_start(imported),
                count_new=outcomes.count(CREATE),
                count_likely=outcomes.count(LIKELY),
                may_publish=may_publish(request.user, imported.library),
                is_stuck=imported.is_moving and imported.moved_at < timezone.now() - running.STUCK,
                made=pages,
                changed=[each for each in pages if each.is_changed],
                out_of_reach=[each for each in pages if undoing.is_out_of_reach(each, request.user)],
            )
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """An answer that does not fit the state, such as a second click, changes nothing."""
        imported = self.imported()
        action = {"check": self.check, "start": self.start, "undo": self.undo, "again": self.go_on}.get(
            request.POST.get("do", "")
        )
        if action:
            action(imported)
        return redirect("library:import", pk)

    def check(self, imported: Import) -> None:
        if imported.state == State.CHECKED:
            running.check_again(imported)
            messages.success(self.request, _("Checked again."))

    def start(self, imported: Import) -> None:
        chosen = [int(line) for line in self.request.POST.getlist("all_the_same") if line.isdecimal()]
        if running.can_start(imported):
            publish = self.request.POST.get("publish") == "yes" and may_publish(self.request.user, imported.library)
            running.start(imported, self.request.user, publish=publish, all_the_same=chosen)

    def undo(self, imported: Import) -> None:
        if imported.state == State.IMPORTED:
            answer = {"keep": False, "delete": True}.get(self.request.POST.get("changed", ""))
            running.start_undo(imported, self.request.user, changed_too=answer)

    def go_on(self, imported: Import) -> None:
        if imported.is_moving:
            running.ask_to_go_on(imported.pk)


class ReportFile(OneImport, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        text = report.as_csv(self.imported(), request.user)
        name = {"Content-Disposition": f'attachment; filename="import-{pk}.csv"'}
        return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=name)
