"""The addresses of uploaded files: documents and pictures, each to those who may open it.

Nothing under the media folder is served by its path alone.
"""

from django.contrib.auth.models import AnonymousUser
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve
from wagtail.images import get_image_model

from gateway.accounts.documents import may_open

PRIVATE, OPEN = "private, no-store", "private, max-age=3600"
"""What is open today may be closed tomorrow: no cache that others share keeps it."""


def document(request: HttpRequest, document_id: int, filename: str) -> HttpResponse:
    """Wagtail's view behind the audience hook, with headers that keep a file from acting in the site's name."""
    response = serve(request, document_id, filename)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    if response.get("Content-Disposition", "").startswith("attachment"):
        # Not for what is shown inline: Chromium's PDF viewer does not start in a sandbox.
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def cover(request: HttpRequest, document_id: int) -> HttpResponseBase:
    """The first page of a document, to those who may open the document."""
    found = get_document_model().objects.filter(pk=document_id).select_related("cover", "collection").first()
    kept = getattr(found, "cover", None)
    if not kept or not kept.file or not may_open(request.user, found):
        raise Http404
    return _served(kept.file, open_to_all=may_open(AnonymousUser(), found))


def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A rendition; originals and all other files below the media folder do not exist here."""
    rendition_model = get_image_model().get_rendition_model()
    rendition = rendition_model.objects.filter(file=path).select_related("image__collection").first()
    if rendition is None or not may_open(request.user, rendition.image):
        raise Http404
    return _served(rendition.file, open_to_all=may_open(AnonymousUser(), rendition.image))


def _served(file: FieldFile, open_to_all: bool) -> FileResponse:
    try:
        response = FileResponse(file.open("rb"))
    except FileNotFoundError:
        raise Http404 from None
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = OPEN if open_to_all else PRIVATE
    return response
