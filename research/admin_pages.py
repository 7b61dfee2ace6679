"""What the library's own pages in the admin share: who may see them, the way to them, their menu."""

from collections.abc import Callable
from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from research.importing.rights import may_import

library_menu = Menu(register_hook_name="register_library_menu_item")


class LibraryPage(WagtailAdminTemplateMixin):
    """For those who may add publications. The right is asked for before anything is looked up."""

    header_icon = "doc-full"
    way: ClassVar[list[dict]] = []

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict]:
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, *self.way, here]


class LibraryMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_import(request.user)


def entry(label: str, address: str, icon: str, order: int) -> Callable[[], MenuItem]:
    return lambda: LibraryMenuItem(label, reverse_lazy(address), icon_name=icon, order=order, name=address.replace(":", "-"))


@hooks.register("register_admin_menu_item")
def library_entry() -> MenuItem:
    return SubmenuMenuItem(_("Library"), library_menu, icon_name="doc-full", name="library", order=255)
