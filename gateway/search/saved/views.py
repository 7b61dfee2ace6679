"""A person's saved searches: the list in their account, saving, changing, deleting, the feed, and the link that stops letters."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gateway.accounts.models import User
from gateway.search.asked import Asked
from gateway.search.saved.feed import atom, feed_url
from gateway.search.saved.forms import SavedSearchForm
from gateway.search.saved.keeping import TooMany, change, keep, kept, stop_letters
from gateway.search.saved.models import SEARCHES_AT_MOST, SavedSearch, new_secret
from gateway.search.saved.tickets import search_of

HEADERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}


def person(request: HttpRequest) -> User:
    """Behind `login_required`."""
    return cast(User, request.user)


def own(request: HttpRequest, number: int) -> SavedSearch:
    """Another person's search does not exist."""
    return get_object_or_404(SavedSearch.objects.select_related("owner"), pk=number, owner=person(request))


def search_address(address: str) -> str:
    return f"{reverse('search')}?{address}"


@never_cache
@login_required
@require_safe
def saved_searches(request: HttpRequest) -> HttpResponse:
    found = SavedSearch.objects.filter(owner=person(request))
    return render(request, "search/saved/list.html", {"lines": [(saved, search_address(saved.address)) for saved in found]})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def save_search(request: HttpRequest) -> HttpResponse:
    """The search that the person sees, by the whole state of its address."""
    asked = Asked.from_address(request.GET)
    known = kept(person(request), asked.address())
    if known:
        messages.info(request, _("You have saved this search already."))
        return redirect("saved_search", known.pk)
    form = SavedSearchForm(request.POST or None, initial={"name": proposed_name(asked)})
    if request.method == "POST" and form.is_valid():
        return stored(request, form, asked)
    context = {"form": form, "search_url": search_address(asked.address()), "action": request.get_full_path()}
    return render(request, "search/saved/save.html", context)


def proposed_name(asked: Asked) -> str:
    return " ".join(asked.text.split())[:120] or _("All pages")


def stored(request: HttpRequest, form: SavedSearchForm, asked: Asked) -> HttpResponse:
    form.instance.owner, form.instance.address = person(request), asked.address()
    try:
        keep(form.instance)
    except TooMany:
        words = _("You keep %(count)d searches already, as many as one may. Delete one that you need no more.")
        messages.error(request, words % {"count": SEARCHES_AT_MOST})
    else:
        messages.success(request, _("The search is saved."))
    return redirect("saved_searches")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def saved_search(request: HttpRequest, number: int) -> HttpResponse:
    saved = own(request, number)
    form = SavedSearchForm(request.POST or None, instance=saved)
    if request.method == "POST" and form.is_valid():
        change(saved)
        messages.success(request, _("Your changes are saved."))
        return redirect("saved_searches")
    shown = own(request, number)
    context = {"saved": shown, "form": form, "feed_url": feed_url(shown), "search_url": search_address(shown.address)}
    return render(request, "search/saved/change.html", context)


@login_required
@require_POST
def delete_search(request: HttpRequest, number: int) -> HttpResponse:
    own(request, number).delete()
    messages.success(request, _("The saved search is deleted, its letters and its feed with it."))
    return redirect("saved_searches")


@login_required
@require_POST
def renew_feed(request: HttpRequest, number: int) -> HttpResponse:
    saved = own(request, number)
    saved.feed_secret = new_secret()
    saved.save(update_fields=["feed_secret"])
    messages.success(request, _("The feed has a new address. The old one is closed from now on."))
    return redirect("saved_search", saved.pk)


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Without a sign-in. It ends with the search, with a new address, and with its owner's account."""
    saved = SavedSearch.objects.select_related("owner").filter(feed_secret=secret, owner__is_active=True).first()
    if saved is None:
        raise Http404
    return with_headers(HttpResponse(atom(saved), content_type="application/atom+xml; charset=utf-8"))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, ticket: str) -> HttpResponse:
    """A look at the link changes nothing, since mail programs look at links; RFC 8058 has them post to it.

    No token guards the form: the signed link is the right to use it.
    """
    number = search_of(ticket)
    if number is None:
        raise Http404
    saved = SavedSearch.objects.filter(pk=number).first()
    if saved and request.method == "POST":
        stop_letters(saved)
        saved.letters = SavedSearch.Letters.NEVER
    is_stopped = saved is None or saved.letters == SavedSearch.Letters.NEVER
    return with_headers(render(request, "search/saved/stop.html", {"saved": saved, "is_stopped": is_stopped}))


def with_headers(response: HttpResponse) -> HttpResponse:
    for name, value in HEADERS.items():
        response[name] = value
    return response
