"""Whether the site is alive, and whether each part that it stands on answers."""

import os
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from gateway.search.healing import ask_index, ask_writer

Probe = Callable[[], object]


@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked, so that a lost database does not restart every server."""
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """503 as long as a part is missing; which one, without its address or its error."""
    parts = {name: answers(probe) for name, probe in PROBES.items()}
    search = {name: answers(probe) for name, probe in SEARCH_PROBES.items()}
    is_ready = all(parts.values())
    return JsonResponse({"ready": is_ready, "parts": parts, "search": search}, status=200 if is_ready else 503)


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


SEARCH_PROBES: dict[str, Probe] = {"index": ask_index, "writer": ask_writer}
"""Said to the operator, and no reason to take a server out: a plain search answers, and changes wait in the database."""
PROBES: dict[str, Probe] = {"database": ask_database, "cache_and_queue": ask_cache, "storage": ask_storage}
