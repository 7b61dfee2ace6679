"""What all pages of the desk share: who may see them, the way to them, and their furniture, which is Wagtail's own."""

from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from programmes.desk.rights import may_decide, may_see_runs


class DeskPage(WagtailAdminTemplateMixin):
    """`may_see` is asked before anything is looked up, so that no answer tells what exists."""

    header_icon = "order"
    may_see = staticmethod(may_decide)
    way: ClassVar[list[dict]] = []

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not self.may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, *self.way, here]


RUNS = {"url": reverse_lazy("statistics_desk:runs"), "label": _("Exports handed in")}
DESK = {"url": reverse_lazy("statistics_desk:waiting"), "label": _("Stewards' desk")}


class RunPage(DeskPage):
    may_see = staticmethod(may_see_runs)
