"""The vocabulary of statistics in the admin: an export may use a code only once it stands here."""

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from programmes.desk import dashboard, rights, urls
from programmes.models import DataSet, Indicator, ProgrammeCode, Registry


def code_panels(*more: Panel) -> list[Panel]:
    names = FieldRowPanel([FieldPanel("name"), FieldPanel("name_ur", attrs={"dir": "rtl"})], heading=_("Name"))
    return [names, FieldPanel("code"), *more]


class CodeViewSet(SnippetViewSet):
    list_display = ["name", "name_ur", "code"]
    search_fields = ["name", "name_ur", "code"]
    search_backend_name = None
    list_per_page = 50


class IndicatorViewSet(CodeViewSet):
    model = Indicator
    icon = "order"
    list_display = ["name", "code", "unit", "counting"]
    panels = code_panels(
        MultiFieldPanel(
            [
                FieldPanel("definition"),
                FieldPanel("definition_ur", attrs={"dir": "rtl"}),
                FieldRowPanel([FieldPanel("unit"), FieldPanel("counting"), FieldPanel("reach")]),
            ],
            heading=_("What it counts"),
            help_text=_("Those enrolled and those paid are two indicators: never put one under the other's name."),
        ),
        FieldRowPanel([FieldPanel("method"), FieldPanel("method_ur", attrs={"dir": "rtl"})], heading=_("How it comes about")),
        FieldPanel("part_of"),
    )


class RegistryViewSet(CodeViewSet):
    model = Registry
    icon = "doc-full-inverse"
    panels = code_panels(
        FieldPanel("institution"),
        FieldPanel("calendar"),
        FieldPanel("calendar_ur", attrs={"dir": "rtl"}),
        FieldPanel("contact"),
        FieldPanel("illustrative", read_only=True),
    )


class DataSetViewSet(SnippetViewSet):
    model = DataSet
    icon = "table"
    list_display = ["label", "title_ur", "code", "registry", "frequency", "days_allowed"]
    list_filter = ["registry", "frequency"]
    search_fields = ["title", "title_ur", "code"]
    search_backend_name = None
    list_per_page = 50
    panels = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("title_ur", attrs={"dir": "rtl"})], heading=_("Title")),
        FieldRowPanel([FieldPanel("registry"), FieldPanel("code")], heading=_("What exports call it")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("frequency"), FieldPanel("days_allowed")])],
            heading=_("Calendar"),
            help_text=_("Readers see when the next export is expected, and that it is overdue."),
        ),
        FieldPanel("signed_off"),
    ]


class ProgrammeCodeViewSet(CodeViewSet):
    model = ProgrammeCode
    icon = "tag"
    panels = code_panels(
        MultiFieldPanel(
            [FieldPanel("sexes"), FieldPanel("age_bands")],
            heading=_("Whom it serves"),
            help_text=_("Leave both empty unless the programme's own rules leave somebody out."),
        )
    )


class StatisticsViewSetGroup(SnippetViewSetGroup):
    items = (IndicatorViewSet, RegistryViewSet, DataSetViewSet, ProgrammeCodeViewSet)
    menu_label = _("Statistics")
    menu_icon = "order"
    menu_order = 320
    submenu_hook = "register_statistics_menu_item"


register_snippet(StatisticsViewSetGroup)


class DeskMenuItem(MenuItem):
    """An entry for those whom `may_see` lets in."""

    def __init__(self, label, name: str, icon: str, order: int, may_see):
        super().__init__(label, reverse_lazy(f"statistics_desk:{name}"), name=f"statistics-{name}", icon_name=icon, order=order)
        self.may_see = may_see

    def is_shown(self, request: HttpRequest) -> bool:
        return self.may_see(request.user)


@hooks.register("register_statistics_menu_item")
def hand_in_entry() -> MenuItem:
    return DeskMenuItem(_("Hand in an export"), "hand_in", "upload", -3, rights.may_hand_in)


@hooks.register("register_statistics_menu_item")
def runs_entry() -> MenuItem:
    return DeskMenuItem(_("Exports handed in"), "runs", "history", -2, rights.may_see_runs)


@hooks.register("register_statistics_menu_item")
def desk_entry() -> MenuItem:
    return DeskMenuItem(_("Stewards' desk"), "waiting", "clipboard-list", -1, rights.may_decide)


@hooks.register("register_admin_urls")
def desk_addresses() -> list:
    return [path("statistics/", include(urls))]


hooks.register("construct_homepage_panels", dashboard.show_panel)
