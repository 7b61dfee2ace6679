"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from gateway.search.asked import Asked
from gateway.search.facets import facets
from gateway.search.kinds import kind_label
from gateway.search.query import search
from gateway.search.spelling import did_you_mean
from gateway.search.understood import understood

SORT_LABELS = {"relevance": _("Best match"), "newest": _("Newest"), "oldest": _("Oldest")}


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    asked = Asked.from_address(request.GET)
    results = search(request.user, asked)
    offered = facets(results)
    lines = [(hit, hit.page.get_url(request), kind_label(hit.entry.kind)) for hit in results.hits]
    context = {
        "asked": asked,
        "results": results,
        "lines": lines,
        "facets": offered,
        "chosen": [(facet, choice) for facet in offered for choice in facet.choices if choice.is_chosen],
        "sorts": sorts(asked),
        "address": asked.address(),
        "better": did_you_mean(request.user, asked),
        "understood": understood(asked.question),
    }
    return render(request, "search/search.html", context)


def sorts(asked: Asked) -> list[tuple[str, str, bool]]:
    """Each order's label, its address, and whether it is in effect."""
    codes = SORT_LABELS if asked.question.clauses else ("newest", "oldest")
    return [(str(SORT_LABELS[code]), f"?{sorted_by(asked, code).address()}", asked.order == code) for code in codes]


def sorted_by(asked: Asked, code: str) -> Asked:
    return Asked(asked.text, asked.filters, code)
