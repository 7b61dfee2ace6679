"""Every address of the site, in one place."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from gateway.accounts import downloads
from gateway.accounts.views import ProfileView
from gateway.api import api
from gateway.health import alive, ready
from gateway.pages.routing import serve
from gateway.pages.views import show_styleguide
from gateway.search.views import feed as search_feed, search_page, suggest
from programmes import views as releases
from programmes.explorer import views as explorer
from programmes.provenance import change_log
from programmes.provenance.figure_page import figure_page
from research.oai.views import provider

handler400 = "gateway.pages.errors.bad_request"
handler403 = "gateway.pages.errors.forbidden"
handler404 = "gateway.pages.errors.not_found"
handler500 = "gateway.pages.errors.failed"

urlpatterns = [
    path("healthz", alive),
    path("readyz", ready),
    path("api/", api.urls),
    path("admin/", include("gateway.accounts.admin_api")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/<int:document_id>/cover.webp", downloads.cover, name="document_cover"),
    re_path(r"^documents/(\d+)/(.*)$", downloads.document, name="document"),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", downloads.picture, name="picture"),
    path("oai", provider, name="oai"),
    path("", include("gateway.pages.urls")),
]

urlpatterns += i18n_patterns(
    path("accounts/profile/", ProfileView.as_view(), name="account_profile"),
    path("", include("gateway.search.saved.urls")),
    path("accounts/", include("allauth.urls")),
    path("statistics/explore/", explorer.explore, name="explore"),
    path("statistics/embed/", explorer.embed, name="embed"),
    path("statistics/feed.xml", releases.release_feed, name="statistics_feed"),
    path("statistics/releases/", releases.release_list, name="releases"),
    path("statistics/releases/<int:pk>/", releases.release_detail, name="release"),
    path("statistics/changes/", change_log.change_log, name="statistics_changes"),
    path("statistics/changes/feed.xml", change_log.change_feed, name="statistics_changes_feed"),
    path("statistics/figures/<slug:programme>/<slug:indicator>/<slug:area>/<str:period>/", figure_page, name="figure"),
    path("styleguide/", show_styleguide, name="styleguide"),
    path("", include("research.urls")),
    path("", include("forum.urls")),
    path("search/", search_page, name="search"),
    path("search/feed.xml", search_feed, name="search_feed"),
    path("search/suggest", suggest, name="search_suggest"),
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
