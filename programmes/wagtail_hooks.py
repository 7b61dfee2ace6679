"""The vocabulary of statistics in the admin: an export may use a code only once it stands here."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

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
        FieldPanel("method"),
        FieldPanel("part_of"),
    )


class RegistryViewSet(CodeViewSet):
    model = Registry
    icon = "doc-full-inverse"
    panels = code_panels(
        FieldPanel("institution"), FieldPanel("calendar"), FieldPanel("contact"), FieldPanel("illustrative", read_only=True)
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
    ]


class ProgrammeCodeViewSet(CodeViewSet):
    model = ProgrammeCode
    icon = "tag"
    panels = code_panels()


class StatisticsViewSetGroup(SnippetViewSetGroup):
    items = (IndicatorViewSet, RegistryViewSet, DataSetViewSet, ProgrammeCodeViewSet)
    menu_label = _("Statistics")
    menu_icon = "order"
    menu_order = 320


register_snippet(StatisticsViewSetGroup)
