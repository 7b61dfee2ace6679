"""What counts as a visit: a person who was shown a page or a file. Nothing about the person is kept.

A page marks its answer with its number, and the middleware, which stands outside of any cache,
takes the mark off again: an answer from a cache counts like the one that it was made of.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.signals import request_finished
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail import hooks
from wagtail.documents.models import document_served
from wagtail.models import Page

from gateway.use.robots import is_robot
from gateway.use.tally import Visit, tally

MARK = "X-Counted-Page"
FETCHED_AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


class CountingMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        found = visited(request, response)
        del response[MARK]
        if settings.COUNT_USE and found and was_shown(response) and is_a_reader(request):
            tally.add(Visit(*found, timezone.localdate()))
        return response


def visited(request: HttpRequest, response: HttpResponse) -> tuple[str, int] | None:
    if MARK in response:
        return "page", int(response[MARK])
    return getattr(request, "_counted_file", None)


def was_shown(response: HttpResponse) -> bool:
    """In full, as it was kept by the reader's browser, or from the file's beginning."""
    is_beginning = response.status_code == 206 and response.get("Content-Range", "").startswith("bytes 0-")
    return response.status_code in (200, 304) or is_beginning


def is_a_reader(request: HttpRequest) -> bool:
    """Neither a program, nor a browser that guesses what its reader will open, nor one of those who make the site."""
    if request.method != "GET" or is_robot(request.headers.get("User-Agent", "")):
        return False
    if any(name in request.headers for name in FETCHED_AHEAD):
        return False
    person = getattr(request, "user", None)
    return person is None or not (person.is_authenticated and person.has_perm("wagtailadmin.access_admin"))


@hooks.register("on_serve_page", order=100)
def mark_page(serve: Callable) -> Callable:
    def serve_marked(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        response = serve(page, request, args, kwargs)
        is_html = response.get("Content-Type", "").startswith("text/html")
        if getattr(page, "counts_views", False) and (is_html or response.status_code == 304):
            response[MARK] = str(page.pk)
        return response

    return serve_marked


@receiver(document_served)
def mark_file(sender: Any, instance: Any, request: HttpRequest, **kwargs: Any) -> None:
    request._counted_file = ("file", instance.pk)


@receiver(request_finished)
def write_after_the_answer(sender: Any, **kwargs: Any) -> None:
    tally.write_if_due()
