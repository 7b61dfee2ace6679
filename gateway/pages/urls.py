"""The addresses at the root that belong to all wings."""

from django.urls import path

from gateway.pages.catalogue import catalogue
from gateway.pages.machines import opensearch, robots
from gateway.pages.sitemap import sitemap_or_index, sitemap_part

urlpatterns = [
    path("sitemap.xml", sitemap_or_index, name="sitemap"),
    path("sitemap-<section>.xml", sitemap_part, name="sitemap_part"),
    path("robots.txt", robots),
    path("opensearch.xml", opensearch, name="opensearch"),
    path("catalog.jsonld", catalogue, name="catalogue"),
]
