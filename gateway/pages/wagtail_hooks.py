"""The house's colours and letters in the Wagtail admin, and the way in to each section."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from gateway.pages.begin import WhereToBegin


@hooks.register("insert_global_admin_css")
def wear_the_face() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("construct_homepage_panels")
def show_where_to_begin(request: HttpRequest, panels: list) -> None:
    panels.append(WhereToBegin())
