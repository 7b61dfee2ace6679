"""The vocabulary in the admin: one menu group, one list for each kind of term."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from gateway.taxonomy.models import Area, Institution, Instrument, LifecycleStage, Theme


def term_panels(*more: Panel) -> list[Panel]:
    return [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_ur", attrs={"dir": "rtl"})], heading=_("Name")),
        FieldPanel("code"),
        FieldPanel("description"),
        *more,
        FieldPanel("order"),
    ]


class TermViewSet(SnippetViewSet):
    list_display = ["name", "name_ur", "code", "order"]
    search_fields = ["name", "name_ur", "code"]
    search_backend_name = None
    list_per_page = 50
    panels = term_panels()


class ThemeViewSet(TermViewSet):
    model = Theme
    icon = "tag"


class LifecycleStageViewSet(TermViewSet):
    model = LifecycleStage
    icon = "history"


class InstrumentViewSet(TermViewSet):
    model = Instrument
    icon = "cog"


class InstitutionViewSet(TermViewSet):
    model = Institution
    icon = "group"
    list_display = ["name", "acronym", Column("get_kind_display", label=_("Kind"), sort_key="kind"), "parent", "area"]
    list_filter = ["kind", "area"]
    search_fields = [*TermViewSet.search_fields, "acronym"]
    panels = term_panels(
        FieldPanel("acronym", help_text=_("How people call it, for example BISP.")),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("parent"), FieldPanel("area")], heading=_("Place")),
        FieldPanel("website"),
    )


class AreaViewSet(TermViewSet):
    model = Area
    icon = "globe"
    list_display = [
        "name",
        "name_ur",
        "code",
        "iso_code",
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        "parent",
    ]
    list_filter = {"kind": ["exact"], "parent": ["exact"]}
    search_fields = [*TermViewSet.search_fields, "iso_code"]
    panels = term_panels(
        FieldRowPanel([FieldPanel("kind"), FieldPanel("iso_code"), FieldPanel("parent")], heading=_("Place")),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")])],
            heading=_("Validity"),
            help_text=_("Districts are made and merged. Leave empty what is not known."),
        ),
        FieldRowPanel([FieldPanel("population"), FieldPanel("population_source")], heading=_("Population")),
    )


class VocabularyGroup(SnippetViewSetGroup):
    menu_label = _("Vocabulary")
    menu_name = "vocabulary"
    menu_icon = "tag"
    menu_order = 400
    items = (ThemeViewSet, LifecycleStageViewSet, InstrumentViewSet, InstitutionViewSet, AreaViewSet)


register_snippet(VocabularyGroup)
