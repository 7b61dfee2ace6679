"""Whether the site is alive, and whether each part that it stands on answers."""

import os
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

Probe = Callable[[], object]


@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked, so that a lost database does not restart every server."""
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """503 as long as a part is missing; which one, without its address or its error."""
    parts = {name: answers(probe) for name, probe in PROBES.items()}
    return JsonResponse({"ready": all(parts.values()), "parts": parts}, status=200 if all(parts.values()) else 503)


def answers(probe: Probe) -> bool:
    try:
        probe()
    except Exception:
        return False
    return True


def ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def ask_cache() -> None:
    cache.get("ready")


def ask_storage() -> None:
    if not os.access(settings.VAR, os.W_OK):
        raise PermissionError(settings.VAR)


PROBES: dict[str, Probe] = {"database": ask_database, "cache_and_queue": ask_cache, "storage": ask_storage}
