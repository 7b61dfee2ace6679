"""The door for uploads: a file must be what its name says, and no larger than allowed."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.utils.translation import gettext as _, gettext_lazy

from gateway.files.facts import facts_of
from gateway.files.sniffing import OFFICE_PARTS, is_protected_office, is_what_it_says, may_be_protected_pdf

MEGABYTE = 1024 * 1024
FORM_AROUND_THE_FILE = 256 * 1024
PROTECTED = gettext_lazy("This file is protected by a password. Save it without one, and upload it again.")


def refuse_disguised(file: File) -> None:
    """Raises ValidationError for a document whose content is not of the kind that its name says, or that none can open."""
    extension = Path(file.name or "").suffix.lower().lstrip(".")
    if is_protected(extension, file):
        raise ValidationError(PROTECTED)
    if extension in settings.WAGTAILDOCS_EXTENSIONS and not is_what_it_says(extension, file):
        raise ValidationError(
            _(
                "This is not a %(kind)s file, whatever its name says. Web pages, SVG drawings, programs and "
                "files with macros are not accepted. Save the document as %(kind)s and upload that."
            )
            % {"kind": extension.upper()}
        )
    file.seek(0)


def is_protected(extension: str, file: File) -> bool:
    if extension in OFFICE_PARTS:
        return is_protected_office(file)
    return extension == "pdf" and may_be_protected_pdf(file) and facts_of(file)["state"] == "encrypted"


def refuse_oversized(file: File) -> None:
    if file.size > settings.MAX_UPLOAD_MB * MEGABYTE:
        raise ValidationError(_("The file is larger than %(limit)s MB.") % {"limit": settings.MAX_UPLOAD_MB})


class UploadLimitMiddleware:
    """Answers 413 before a body over the limit is parsed, and reads it away so that the browser sees the answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        limit = settings.LARGE_UPLOADS.get(request.path_info, settings.MAX_UPLOAD_MB) * MEGABYTE
        if not length.isdecimal() or int(length) <= limit + FORM_AROUND_THE_FILE:
            return self.get_response(request)
        drain(request, at_most=2 * limit)
        return self.refusal(request, limit)

    def refusal(self, request: HttpRequest, limit: int) -> HttpResponse:
        context = {"limit": limit // MEGABYTE}
        response = SimpleTemplateResponse("413.html", context, status=413)
        response["Connection"] = "close"
        return response.render()


def drain(request: HttpRequest, at_most: int) -> None:
    stream = request.META.get("wsgi.input")
    while stream is not None and at_most > 0:
        chunk = stream.read(MEGABYTE)
        if not chunk:
            return
        at_most -= len(chunk)
