"""The predicate at Wagtail's doors: pages, documents and the admin's choosers."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from wagtail import hooks

from gateway.accounts import menu  # noqa: F401
from gateway.accounts.audience import SIGNED_IN, admitted, may_read
from gateway.accounts.documents import is_closed, may_open, pages_that_show, without_closed
from gateway.accounts.links import OpenFileLinks, OpenPageLinks
from gateway.accounts.models import PageAudience


@hooks.register("before_serve_page", order=-100)
def serve_to_its_audience(page, request, serve_args, serve_kwargs):
    """A closed page does not exist for others; one that only asks for a sign-in says so.

    The way to a page by its address has asked for this reader already, in the query that read the page.
    """
    if page.__dict__.get("is_admitted") or may_read(request.user, page):
        return None
    asks_sign_in = PageAudience.objects.filter(page_id=page.pk, token=SIGNED_IN).exists()
    if asks_sign_in and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise Http404


@hooks.register("before_serve_document", order=-100)
def serve_document_to_its_audience(document, request):
    """A closed document does not exist for others; the files of a course page ask for a sign-in."""
    if may_open(request.user, document):
        return None
    asks_sign_in = PageAudience.objects.filter(page__in=pages_that_show(document).live(), token=SIGNED_IN).exists()
    if asks_sign_in and not request.user.is_authenticated and not is_closed(document.collection, request.user):
        return redirect_to_login(request.get_full_path())
    raise Http404


@hooks.register("register_rich_text_features", order=100)
def name_closed_pages_and_files_to_their_readers_only(features):
    features.register_link_type(OpenPageLinks)
    features.register_link_type(OpenFileLinks)


@hooks.register("construct_page_chooser_queryset")
def choose_among_admitted(pages, request):
    return admitted(pages, request.user)


@hooks.register("construct_explorer_page_queryset")
def explore_among_admitted(parent_page, pages, request):
    return choose_among_admitted(pages, request)


@hooks.register("construct_document_chooser_queryset")
@hooks.register("construct_image_chooser_queryset")
def choose_among_open_files(files, request):
    return without_closed(files, request.user)


@hooks.register("construct_admin_api", order=100)
def list_open_files_only(router):
    from gateway.accounts.admin_api import OpenDocumentsAPI, OpenImagesAPI

    router.register_endpoint("documents", OpenDocumentsAPI)
    router.register_endpoint("images", OpenImagesAPI)


@hooks.register("construct_reports_menu")
def leave_out_the_report_of_last_edits(request, menu_items):
    """See `doors.ADMINISTRATORS_ONLY`."""
    if not request.user.is_superuser:
        menu_items[:] = [item for item in menu_items if item.name != "page-types-usage"]


@hooks.register("construct_homepage_panels", order=100)
def show_readable_work_only(request, panels):
    from gateway.accounts.dashboard import READABLE

    panels[:] = [READABLE[panel.name]() if getattr(panel, "name", None) in READABLE else panel for panel in panels]
