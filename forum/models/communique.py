"""The public communiqué of a meeting: it holds no text of its own, only which parts of the confirmed minutes are public."""

from typing import ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from forum.minutes.lines import words_in
from gateway.accounts.audience import inherited
from gateway.pages.models import BasePage


class CommuniquePage(BasePage):
    """Made, published and withdrawn at the desk of its meeting."""

    search_kind = "page"
    audience_rule = staticmethod(inherited)
    parent_page_types: ClassVar = ["forum.BodyPage"]
    subpage_types: ClassVar = []
    is_creatable = False
    content_panels = Page.content_panels

    class Meta:
        verbose_name = _("communiqué")
        verbose_name_plural = _("communiqués")

    def margin(self) -> str:
        return formats.date_format(timezone.localdate(self.first_published_at)) if self.first_published_at else ""

    def search_text(self) -> str:
        from forum.communique.showing import shown_on

        shown = shown_on(self)
        return words_in(shown.parts) if shown else ""

    def serve(self, request: HttpRequest, *args, **kwargs):
        from forum.communique.showing import shown_on

        self.shown = shown_on(self)
        if self.shown is None:
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        from forum.communique.showing import communique_context

        return super().get_context(request, *args, **kwargs) | communique_context(self, request)


class Communique(models.Model):
    """What of a meeting is public. `chosen` are keys of parts of its minutes; nothing is, while `published_at` is empty."""

    wagtail_reference_index_ignore = True

    meeting = models.OneToOneField("forum.MeetingPage", models.CASCADE, related_name="communique")
    page = models.OneToOneField(CommuniquePage, models.CASCADE, related_name="communique")
    chosen = models.JSONField(default=list)
    shows_day = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.page_id}"
