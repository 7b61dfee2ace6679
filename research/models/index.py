"""The library's front page: the list of all publications."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from gateway.accounts.audience import inherited
from gateway.pages.models import BasePage


class ResearchIndexPage(BasePage):
    search_kind = "page"
    audience_rule = staticmethod(inherited)
    parent_page_types: ClassVar = ["gateway_pages.HomePage"]
    subpage_types: ClassVar = ["research.PublicationPage"]
    max_count_per_parent = 1
    introduction = RichTextField(
        _("introduction"), blank=True, features=["bold", "italic", "link", "ul"], help_text=_("Shown below the list.")
    )

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("research library")
