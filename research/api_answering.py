"""How the publications' API answers over HTTP: as nobody, in English, with an entity tag, open to other sites' pages."""

import hashlib
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.cache import get_conditional_response

SECONDS_KEPT = 60
FEW = 40


class Refused(Exception):
    """A question that cannot be answered: which parameter, why, and what is known instead."""

    def __init__(self, parameter: str, detail: str, known: Iterable[str] = (), value: str = "", status: int = 400) -> None:
        super().__init__(detail)
        codes, self.status = sorted(known), status
        near = get_close_matches(value or parameter, codes, n=5, cutoff=0.5)
        self.body = {"detail": detail, "parameter": parameter[:60], "near": near, "known": codes if len(codes) <= FEW else []}


def answer(request: HttpRequest, body: Callable[[HttpRequest], Any]) -> HttpResponse:
    request.user = AnonymousUser()
    with translation.override("en"):
        try:
            response = _conditional(request, as_json(body(request)))
            response.headers["Cache-Control"] = f"public, max-age={SECONDS_KEPT}"
        except Refused as refused:
            response = as_json(refused.body, refused.status)
            response.headers["Cache-Control"] = "no-store"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    return response


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The tag is weak, since a compressed answer has the same one."""
    tag = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=tag) or response
    response.headers["ETag"] = tag
    return response


def as_json(body: Any, status: int = 200) -> JsonResponse:
    return JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
