"""The admin's menu, cut to what each role works with. Entries not named here follow their own permissions."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gateway.accounts.roles import EDITORS, MODERATORS

ONLY_FOR = {"reports": {EDITORS, MODERATORS}, "settings": {MODERATORS}, "help": set()}
"""Whose work an entry belongs to. Administrators see all."""


def role_names(request: HttpRequest) -> set[str]:
    return set(request.user.groups.values_list("name", flat=True))


@hooks.register("construct_main_menu")
def keep_what_one_works_with(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    if request.user.is_superuser:
        return
    roles = role_names(request)
    menu_items[:] = [item for item in menu_items if item.name not in ONLY_FOR or ONLY_FOR[item.name] & roles]


@hooks.register("construct_homepage_summary_items", order=100)
def count_only_what_one_works_with(request: HttpRequest, summary_items: list) -> None:
    """The numbers on the admin's first page mean something to those who write pages."""
    if not request.user.is_superuser and role_names(request).isdisjoint({EDITORS, MODERATORS}):
        summary_items.clear()
