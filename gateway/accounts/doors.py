"""Doors that Wagtail leaves ajar: admin addresses that name a page or a file by its number, and old addresses.

What a person may not read answers as if it were not there, before any view can say otherwise.
"""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from django.apps import apps
from django.contrib import messages
from django.db.models import Model, ProtectedError, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.models.media import CollectionMember
from wagtail.permissions import policy_registry

from gateway.accounts.audience import Reader, admitted, may_read
from gateway.accounts.documents import without_closed
from gateway.accounts.usage import told_to

PAGE_ARGUMENTS = {"page_id", "parent_page_id", "page_to_move_id", "destination_id"}
PAGE_QUERIES = {"id", "target_pages[]", "parent_page_id", "childOf"}
ADMINISTRATORS_ONLY = {"page_types_usage", "page_types_usage_results", "wagtailadmin_error_test"}
"""The report that names the page last edited of each type, whoever may read it; and a page that only breaks."""
NEEDED = "One or more references to this %(model_name)s prevent it from being deleted."
"""A sentence of Wagtail's, from its own catalogue."""
LARGEST_NUMBER = 2**31 - 1
SNIPPETS = "wagtailsnippets_"
ANY_RIGHT = ["add", "change", "delete", "view", "publish", "lock"]


class AdminDoorMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with told_to(request):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        if any(isinstance(value, int) and value > LARGEST_NUMBER for value in kwargs.values()):
            raise Http404
        match = request.resolver_match
        names = {*match.namespaces, match.url_name or ""}
        if not any(name.startswith(("wagtail", "localize")) for name in names) or not request.user.is_authenticated:
            return
        if match.url_name in ADMINISTRATORS_ONLY and not request.user.is_superuser:
            raise Http404
        for named in named_records(request, match, kwargs):
            hide_closed(named, request.user)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What the record needs is not deleted: where Wagtail does not see it beforehand, the database says so."""
        if not isinstance(error, ProtectedError) or not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        messages.error(request, gettext(NEEDED) % {"model_name": "record"})
        return redirect(request.get_full_path())


def named_records(request: HttpRequest, match, kwargs: dict) -> Iterator[QuerySet]:
    """The pages, files and other records that an admin address names, in its path or its query."""
    yield pages_numbered(kwargs[name] for name in PAGE_ARGUMENTS & kwargs.keys())
    if "choose_page" in (match.url_name or "") or "wagtailadmin_pages" in match.namespaces:
        yield pages_numbered(value for name in PAGE_QUERIES for value in request.GET.getlist(name))
    if match.url_name == "revisions_compare":
        yield pages_numbered([kwargs["pk"]])
    if "redirect_id" in kwargs:
        yield Page.objects.filter(pk__in=Redirect.objects.filter(pk=kwargs["redirect_id"]).values("redirect_page"))
    if match.url_name == "wagtail_bulk_action":
        yield named_in_bulk(request, kwargs)
    for name, model in (
        ("document_id", get_document_model()),
        ("doc_id", get_document_model()),
        ("image_id", get_image_model()),
    ):
        if name in kwargs:
            yield model.objects.filter(pk=kwargs[name])
    for name in match.namespaces:
        model = model_of(name.removeprefix(SNIPPETS)) if name.startswith(SNIPPETS) and "pk" in kwargs else None
        if model is not None:
            yield model.objects.filter(pk=kwargs["pk"])


def pages_numbered(numbers: Iterable) -> QuerySet:
    return Page.objects.filter(pk__in=decimals(numbers), depth__gt=1)


def decimals(values: Iterable) -> set[int]:
    """The numbers among these values. One that no record can have is not found, before a database stumbles over it."""
    found = {str(value) for value in values if str(value).isdecimal()}
    if any(len(value) > len(str(LARGEST_NUMBER)) for value in found):
        raise Http404
    return {int(value) for value in found}


def named_in_bulk(request: HttpRequest, kwargs: dict) -> QuerySet:
    model = model_of(f"{kwargs['app_label']}_{kwargs['model_name']}")
    if model is None:
        raise Http404
    chosen = request.GET.getlist("id")
    if "all" not in chosen:
        return model.objects.filter(pk__in=decimals(chosen))
    parents = decimals(request.GET.getlist("childOf")) if issubclass(model, Page) else set()
    return Page.objects.child_of(get_object_or_404(Page, pk=min(parents))) if parents else model.objects.all()


def model_of(label: str) -> type[Model] | None:
    """`forum_membership` is the model Membership of the app forum; a model's name has no underscore."""
    app, _underscore, name = label.rpartition("_")
    try:
        return apps.get_model(app, name)
    except LookupError:
        return None


def hide_closed(named: QuerySet, reader: Reader) -> None:
    """Raises Http404 if one of these records exists and is closed to the reader."""
    if named.count() != open_to(reader, named).count():
        raise Http404


def open_to(reader: Reader, records: QuerySet) -> QuerySet:
    """Of other records than pages and files, those to which the person has a right: Wagtail asks for one on the kind only."""
    if issubclass(records.model, Page):
        return admitted(records, reader)
    if issubclass(records.model, CollectionMember):
        return without_closed(records, reader)
    allowed = policy_registry.get_by_type(records.model).instances_user_has_any_permission_for(reader, ANY_RIGHT)
    return records.filter(pk__in=allowed.values("pk"))


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
