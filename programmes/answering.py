"""How the statistics API answers over HTTP: conditional requests, short caching, open to other sites, refusals in words."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC
from email.utils import format_datetime
from typing import IO, Any

from django.db.models import Max
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response

from programmes.asking import Refused
from programmes.catalogue import Catalogue
from programmes.provenance.releases import shown_releases

Answer = Callable[[], HttpResponseBase]
SECONDS_KEPT = 60
VERSION = "2"


def answer(request: HttpRequest, prepare: Callable[[Catalogue], Answer], language: str = "en") -> HttpResponseBase:
    """`prepare` judges the question, and raises Refused; what it returns does the work, unless the asker has the answer."""
    with translation.override(language if language in ("en", "ur") else "en"):
        try:
            catalogue = Catalogue.read()
            work = prepare(catalogue)
            tag = entity_tag(request, catalogue)
            response = get_conditional_response(request, etag=tag) or work()
            response.headers["ETag"] = tag
            response.headers["Content-Language"] = translation.get_language()
            response.headers["Last-Modified"] = last_modified()
            response.headers["Cache-Control"] = f"public, max-age={SECONDS_KEPT}"
        except Refused as refused:
            response = JsonResponse(refused.body, status=400)
            response.headers["Cache-Control"] = "no-store"
    return opened(response)


def opened(response: HttpResponseBase) -> HttpResponseBase:
    """The data are public, and need no cookie: pages of any site may read them."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "Content-Disposition, ETag, Last-Modified"
    return response


def entity_tag(request: HttpRequest, catalogue: Catalogue) -> str:
    """Weak, since a compressed answer has the same one. The day counts: what is overdue today was not yesterday."""
    said = (VERSION, catalogue.fingerprint, request.build_absolute_uri(), timezone.localdate())
    return f'W/"{hashlib.sha256(repr(said).encode()).hexdigest()[:32]}"'


def last_modified() -> str:
    """When the newest release appeared, at the end of its embargo if it had one; what still waits is told to nobody.

    For people: a withdrawal or a new definition moves the entity tag alone.
    """
    moved = shown_releases().aggregate(moved=Max("appeared"))["moved"] or timezone.now()
    return format_datetime(moved.astimezone(UTC), usegmt=True)


def not_found(message: str) -> HttpResponseBase:
    return JsonResponse({"detail": message, "parameter": "release", "near": [], "known": []}, status=404)


def as_json(body: Any) -> JsonResponse:
    return JsonResponse(body, safe=False, json_dumps_params={"ensure_ascii": False})


def streamed(request: HttpRequest, lines: Iterable[bytes], content_type: str, name: str) -> HttpResponseBase:
    if request.method == "HEAD":
        return attached(HttpResponse(content_type=content_type), name)
    return attached(StreamingHttpResponse(lines, content_type=content_type), name)


def attached(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def stored(request: HttpRequest, write: Callable[[IO[bytes]], None], content_type: str, name: str) -> HttpResponseBase:
    """A file that is only whole when it ends is written to disk first."""
    if request.method == "HEAD":
        return attached(HttpResponse(content_type=content_type), name)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write(file)
    file.seek(0)
    return attached(FileResponse(file, content_type=content_type), name)
