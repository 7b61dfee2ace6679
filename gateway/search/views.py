"""The search page."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gateway.pages.localized import own_addresses
from gateway.search.asked import YEAR, Asked
from gateway.search.facets import Offer
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


@never_cache
@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """What the reader may be looking for; kept in no cache, since the next person at this browser may see less."""
    typed = request.GET.get("q", "")
    return JsonResponse({"suggestions": [vars(one) for one in suggestions(request, typed)]})
