"""Synonyms in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from gateway.search.models import SynonymGroup


class SynonymGroupViewSet(SnippetViewSet):
    model = SynonymGroup
    icon = "search"
    menu_label = _("Search synonyms")
    menu_order = 410
    add_to_admin_menu = True
    list_display = ["__str__", "language", "is_on"]
    list_filter = ["language", "is_on"]
    search_fields = ["expressions"]
    search_backend_name = None
    panels = [FieldPanel("expressions"), FieldRowPanel([FieldPanel("language"), FieldPanel("is_on")])]


register_snippet(SynonymGroupViewSet)
