"""The page that says how the statistics are made: an editor's words, then what the gateway itself knows."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from gateway.accounts.audience import inherited
from gateway.blocks.body import BodyBlock
from gateway.pages.models import BasePage, SiteSettings
from programmes.provenance import freshness
from programmes.provenance.methods import METHODS


class MethodologyPage(BasePage):
    """Below its text stand the versions of the method and the calendar, which no editor can let grow old."""

    search_kind = "page"
    audience_rule = staticmethod(inherited)
    parent_page_types: ClassVar = ["programmes.StatisticsIndexPage"]
    subpage_types: ClassVar = []
    max_count_per_parent = 1
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [
        *BasePage.content_panels,
        FieldPanel(
            "body", help_text=_("Begin with a summary for hurried readers. The versions of the method follow by themselves.")
        ),
    ]

    class Meta:
        verbose_name = _("methodology")
        verbose_name_plural = _("methodologies")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "methods": METHODS[::-1],
            "freshness": [row for row in freshness.rows() if row.next_due or not row.release],
            "contact": SiteSettings.for_request(request).contact_email,
        }

    def search_text(self) -> str:
        return self.body.stream_block.get_plain_text(self.body)

    def search_documents(self) -> list:
        return self.body.stream_block.documents(self.body)
