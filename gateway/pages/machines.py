"""What machines ask for at the root: which addresses to leave alone, and how to search here."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

# Every combination of filters is an address; a robot that followed them all would never end.
CLOSED_TO_ROBOTS = (
    *("/admin/", "/accounts/", "/api/", "/search/", "/ur/accounts/", "/ur/search/", "/*?*format=", "/*?*sort="),
    *("/statistics/explore/?", "/ur/statistics/explore/?", "/statistics/embed/", "/ur/statistics/embed/"),
)

# OpenSearch allows sixteen letters; browsers show them as the search engine's name.
SHORT_NAME = "SP Gateway"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {address}" for address in CLOSED_TO_ROBOTS)]
    lines += ["", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    root = request.build_absolute_uri("/").rstrip("/")
    context = {"root": root, "name": settings.WAGTAIL_SITE_NAME, "short_name": SHORT_NAME}
    content_type = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "gateway_pages/opensearch.xml", context, content_type=content_type)
