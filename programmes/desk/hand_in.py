"""The form that takes an export from a browser, and starts a run with it."""

import shutil
from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from programmes import runs
from programmes.desk.forms import HandInForm, refusal
from programmes.desk.pages import RUNS, DeskPage
from programmes.desk.rights import may_hand_in
from programmes.desk.upload import ExportUploadHandler, new_folder, settle
from programmes.models import Run


@method_decorator(csrf_exempt, name="dispatch")
class HandInView(DeskPage, View):
    """The token is checked in `take`: whoever asks for it earlier would read the files before the handler is set."""

    may_see = staticmethod(may_hand_in)
    page_title = _("Hand in an export")
    header_icon = "upload"
    template_name = "programmes/admin/hand_in.html"
    way = (RUNS,)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(HandInForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        folder = new_folder()
        request.upload_handlers = [ExportUploadHandler(request, folder)]
        try:
            return self.take(request, folder)
        finally:
            if not Run.objects.filter(folder=str(folder.resolve())).exists():
                shutil.rmtree(folder, ignore_errors=True)

    @method_decorator(csrf_protect)
    def take(self, request: HttpRequest, folder: Path) -> HttpResponse:
        (handler,) = request.upload_handlers
        form = HandInForm(request.POST, request.FILES, refused=handler.wrong)
        if not form.is_valid():
            return self.refuse(form)
        settle(folder)
        run = runs.start(folder, door=Run.Door.UPLOAD, started_by=request.user, dry_run=form.is_dry_run)
        address = reverse("statistics_desk:run", args=[run.pk])
        return JsonResponse({"address": address}) if self.wants_json else redirect(address)

    def refuse(self, form: HandInForm) -> HttpResponse:
        if self.wants_json:
            return JsonResponse({"errors": {name: list(map(str, errors)) for name, errors in form.errors.items()}}, status=400)
        return self.show(form, status=400)

    @property
    def wants_json(self) -> bool:
        return self.request.headers.get("accept") == "application/json"

    def show(self, form: HandInForm, status: int = 200) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, too_large=refusal("data", "size")), status=status)
