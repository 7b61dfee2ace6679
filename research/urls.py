"""The library's own addresses, tried before Wagtail's pages."""

from django.urls import path, re_path

from research import views

urlpatterns = [
    path("research/feed.xml", views.feed, name="research_feed"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)cite\.(?P<extension>bib|ris|json)$", views.cite, name="research_cite"),
    re_path(r"^(?P<path>(?:[\w-]+/)+)cite\.(?P<style>apa|chicago)\.txt$", views.cite_as_text, name="research_cite_as_text"),
]
