"""The library's place in the admin."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from research import admin_urls
from research.admin_pages import entry
from research.models import Person


@register_snippet
class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    menu_label = _("People who write")
    menu_name = "people-who-write"
    menu_order = 260
    add_to_admin_menu = True
    list_display = ["__str__", "institution", "orcid"]
    list_filter = ["institution"]
    list_per_page = 50


hooks.register("register_library_menu_item", entry(_("Add from PDF"), "library:from_pdf", "doc-full-inverse", 5))
hooks.register("register_library_menu_item", entry(_("Import a list"), "library:upload", "upload", 10))
hooks.register("register_library_menu_item", entry(_("Imports"), "library:imports", "history", 20))
hooks.register("register_library_menu_item", entry(_("What publications lack"), "library:lacking", "list-ul", 30))


@hooks.register("register_admin_urls")
def library_addresses() -> list:
    return [path("library/", include(admin_urls))]
