"""The library's place in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

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
