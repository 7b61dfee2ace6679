"""The predicate at Wagtail's doors: pages and the admin's page chooser."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from wagtail import hooks

from gateway.accounts.audience import SIGNED_IN, admitted, may_read
from gateway.accounts.models import PageAudience


@hooks.register("before_serve_page", order=-100)
def serve_to_its_audience(page, request, serve_args, serve_kwargs):
    """A closed page does not exist for others; one that only asks for a sign-in says so."""
    if may_read(request.user, page):
        return None
    asks_sign_in = PageAudience.objects.filter(page_id=page.pk, token=SIGNED_IN).exists()
    if asks_sign_in and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    raise Http404


@hooks.register("construct_page_chooser_queryset")
def choose_among_admitted(pages, request):
    return admitted(pages, request.user)
