"""The search page, its feed, and what is suggested while one types."""

import hashlib
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag, urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gateway.pages.localized import own_addresses
from gateway.search.asked import YEAR, Asked
from gateway.search.facets import Offer
from gateway.search.feed import search_feed, title
from gateway.search.kinds import kind_label
from gateway.search.nothing import themes_to_browse, ways_on
from gateway.search.query import Results, search
from gateway.search.spelling import did_you_mean
from gateway.search.suggestions import suggestions
from gateway.search.understood import understood

SORT_LABELS = {"relevance": _("Best match"), "newest": _("Newest"), "oldest": _("Oldest")}


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    asked = Asked.from_address(request.GET)
    results = search(request.user, asked)
    offer = Offer(results)
    addresses = own_addresses([hit.page for hit in results.hits], request)
    context = {
        "asked": asked,
        "results": results,
        "lines": [(hit, url, kind_label(hit.entry.kind)) for hit, url in zip(results.hits, addresses, strict=True)],
        "facets": offer.facets,
        "chosen": offer.chosen,
        "kept": asked.pairs("q"),
        "kept_with_year": asked.pairs(YEAR),
        "sorts": sorts(asked),
        "address": asked.address(),
        "feed_title": title(asked, [choice.label for _facet, choice in offer.chosen]),
        "canonical": canonical(request, asked),
        "better": did_you_mean(request.user, asked),
        "understood": understood(asked.question),
    }
    return render(request, "search/search.html", context | help_on(request, results, offer))


def canonical(request: HttpRequest, asked: Asked) -> str:
    """The one address of these results: what was understood, in one order."""
    page = urlencode({"page": asked.page}) if asked.page > 1 else ""
    query = "&".join(filter(None, [asked.address(), page]))
    return request.build_absolute_uri(f"{request.path}?{query}" if query else request.path)


def help_on(request: HttpRequest, results: Results, offer: Offer) -> dict[str, Any]:
    if results.hits:
        return {}
    return {
        "ways_on": ways_on(request.user, offer),
        "themes": themes_to_browse(request.user),
        "suggestions": suggestions(request, results.asked.text),
    }


def sorts(asked: Asked) -> list[tuple[str, str, bool]]:
    """Each order's label, its address, and whether it is in effect."""
    codes = SORT_LABELS if asked.question.clauses else ("newest", "oldest")
    return [(str(SORT_LABELS[code]), f"?{replace(asked, sort=code).address()}", asked.order == code) for code in codes]


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """What everybody may read, whoever asks; kept by nobody without asking whether it still holds.

    It bears no date of change: when a page closes, what is left is not newer.
    """
    written = search_feed(Asked.from_address(request.GET))
    response = HttpResponse(written, content_type="application/atom+xml; charset=utf-8")
    etag = quote_etag(hashlib.sha256(written.encode()).hexdigest()[:32])
    for name, value in {"ETag": etag, "Cache-Control": "no-cache", "X-Robots-Tag": "noindex"}.items():
        response[name] = value
    return get_conditional_response(request, etag, None, response) or response


@never_cache
@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """What the reader may be looking for; kept in no cache, since the next person at this browser may see less."""
    typed = request.GET.get("q", "")
    return JsonResponse({"suggestions": [vars(one) for one in suggestions(request, typed)]})
