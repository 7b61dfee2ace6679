"""Doors that Wagtail leaves ajar: admin addresses that name a page or a file by its number, and old addresses.

What a person may not read answers as if it were not there, before any view can say otherwise.
"""

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from gateway.accounts.audience import Reader, admitted, may_read
from gateway.accounts.documents import without_closed

PAGE_ARGUMENTS = {"page_id", "parent_page_id", "page_to_move_id", "destination_id", "childOf"}
PAGE_LISTS = {"id", "target_pages[]", "parent_page_id", "childOf", "child_of", "descendant_of"}
ADMINISTRATORS_ONLY = {"page_types_usage", "page_types_usage_results"}
"""The report that names the page last edited of each type, whoever may read it."""
FILE_ARGUMENTS = {"document_id": get_document_model, "doc_id": get_document_model, "image_id": get_image_model}


class AdminDoorMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        match = request.resolver_match
        names = {*match.namespaces, match.url_name or ""}
        if not any(name.startswith(("wagtail", "localize")) for name in names) or not request.user.is_authenticated:
            return
        if match.url_name in ADMINISTRATORS_ONLY and not request.user.is_superuser:
            raise Http404
        hide_closed_pages(page_numbers(request, match, kwargs), request.user)
        for name, model in FILE_ARGUMENTS.items():
            if name in kwargs:
                hide_closed_files(model(), kwargs[name], request.user)


def page_numbers(request: HttpRequest, match, kwargs: dict) -> set[int]:
    """The numbers of pages that an address names, in its path or, where a view takes lists of pages, its query."""
    found = {value for name, value in kwargs.items() if name in PAGE_ARGUMENTS}
    if match.url_name == "revisions_compare":
        found.add(kwargs["pk"])
    if takes_pages(match, kwargs):
        found |= {value for name in PAGE_LISTS for value in request.GET.getlist(name)}
    return {int(value) for value in found if str(value).isdecimal()}


def takes_pages(match, kwargs: dict) -> bool:
    if match.url_name == "wagtail_bulk_action":
        return kwargs["model_name"] == "page"
    return "choose_page" in (match.url_name or "") or "wagtailadmin_pages" in match.namespaces


def hide_closed_pages(numbers: set[int], reader: Reader) -> None:
    """Raises Http404 if one of these pages exists and is closed to the reader."""
    named = Page.objects.filter(pk__in=numbers, depth__gt=1)
    if numbers and named.count() != admitted(named, reader).count():
        raise Http404


def hide_closed_files(model, number: int, reader: Reader) -> None:
    named = model.objects.filter(pk=number)
    if named.exists() and not without_closed(named, reader).exists():
        raise Http404


class AudienceRedirectMiddleware(RedirectMiddleware):
    """An old address leads to a page only for those who may read that page."""

    def process_response(self, request, response):
        answer = super().process_response(request, response)
        if answer is response or all(may_read(request.user, page) for page in pages_once_at(request)):
            return answer
        return response


def pages_once_at(request: HttpRequest) -> list[Page]:
    path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    spellings = {path, urlsplit(path).path}
    spellings |= {uri_to_iri(spelling) for spelling in spellings}
    found = Redirect.objects.filter(old_path__in=spellings, redirect_page__isnull=False)
    return [redirect.redirect_page for redirect in found.select_related("redirect_page")]
