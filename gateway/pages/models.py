"""The page types that belong to no wing, and the protocol that all page types share."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from django.db import models
from django.http import Http404
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from gateway.accounts.audience import AudienceRule, inherited, readable
from gateway.accounts.permissions import AudiencePermissionTester
from gateway.blocks.body import BodyBlock
from gateway.pages.front import front_panels
from gateway.pages.languages import told_in
from gateway.pages.links import address_in, breadcrumb
from gateway.pages.locales import kept_locale
from gateway.pages.localized import in_readers_language
from gateway.pages.restrictions import restrictions_along
from gateway.taxonomy.choices import AreaCheckboxes, TermCheckboxes
from gateway.taxonomy.models import Area, LifecycleStage, Theme
from gateway.use.panels import UsePanel


@dataclass(frozen=True)
class Card:
    """What a list shows of a page: one ledger line."""

    title: str
    url: str
    kind: str
    margin: str = ""
    summary: str = ""
    facts: list[str] = field(default_factory=list)
    language: str = "en"


class BasePage(Page):
    """What every page of the house has, and what lists, search and machines ask of it.

    A page type sets `search_kind` (a code of `SEARCH_KINDS`, or None: never found),
    `audience_rule` and, where a number might tell who read it, `counts_views`; and it overrides the methods that it has more to say to.
    """

    summary = models.TextField(
        _("summary"), max_length=500, blank=True, help_text=_("One or two plain sentences. Lists and search results show them.")
    )

    search_kind: ClassVar[str | None]
    audience_rule: ClassVar[AudienceRule | None] = None
    counts_views: ClassVar[bool] = True
    private_page_options = ("login", "groups")
    show_in_menus_default = False

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    promote_panels = [*Page.promote_panels, UsePanel()]
    search_fields = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values):
        page = super().from_db(db, field_names, values)
        if "locale_id" in page.__dict__:
            page.locale = kept_locale(page.locale_id)
        return page

    @property
    def is_untranslated(self) -> bool:
        """Whether the reader's language is not the page's: the page then says so."""
        return self.told_in != translation.get_language()

    @property
    def told_in(self) -> str:
        return told_in(self.title, self.locale.language_code)

    @property
    def language_direction(self) -> str:
        return "rtl" if self.told_in == "ur" else "ltr"

    def get_url_parts(self, request=None):
        """An address keeps the reader's language: a page not yet translated is shown under it."""
        parts = super().get_url_parts(request)
        if not parts or not parts[2]:
            return parts
        site_id, root_url, path = parts
        return site_id, root_url, address_in(translation.get_language(), self.locale.language_code, path)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {
            "json_ld": self.json_ld(request),
            "breadcrumb": breadcrumb(self, request),
        }

    def get_view_restrictions(self):
        """As Wagtail finds them, an alias's at its source, in one query or, where the way here has asked, in none."""
        if self.alias_of_id:
            return super().get_view_restrictions()
        if self.__dict__.get("is_restricted", True):
            return restrictions_along(self)
        return PageViewRestriction.objects.none()

    def permissions_for_user(self, user):
        return AudiencePermissionTester(user, self)

    def card(self) -> Card:
        return Card(self.title, self.url, self.get_verbose_name(), self.margin(), self.summary, self.facts(), self.told_in)

    def margin(self) -> str:
        """The text in a ledger line's margin, most often a date."""
        return ""

    def facts(self) -> list[str]:
        """The short facts of a ledger line, in the reader's language."""
        return []

    @classmethod
    def read_for_search(cls, pages: list) -> None:
        """Reads at once, for many pages of the type, what search, `margin` and `facts` will ask each of them for."""

    def search_text(self) -> str:
        """The page's own words without title and summary, as plain text, for the index."""
        return ""

    def search_terms(self) -> list[str]:
        """Names from the vocabulary by which the page is found too, in both languages; they weigh less than its own words."""
        return []

    def search_documents(self) -> list:
        """The documents whose text is found through this page."""
        return []

    def place_in_document(self, document_id: int, page_number: int) -> str:
        """The fragment of the page's address that opens a PDF of its own at one of its pages; empty where it shows none."""
        return ""

    def search_authors(self) -> list[str]:
        """The names of those who wrote what the page is about, in every spelling that readers may look for."""
        return []

    def search_facets(self) -> dict[str, list[str]]:
        """Codes by facet: theme, stage, area, institution, programme, format …"""
        return {}

    def search_date(self) -> date | None:
        """The date that sorting and the year facet use."""
        return self.first_published_at.date() if self.first_published_at else None

    def outside_addresses(self) -> list[str]:
        """Addresses outside that its fields hold in another form than as links, such as a DOI."""
        return []

    def json_ld(self, request) -> dict:
        """The page as schema.org data."""
        return {
            "@context": "https://schema.org",
            "@type": "WebPage",
            "name": self.title,
            "description": self.summary,
            "inLanguage": self.locale.language_code,
            "url": self.get_full_url(request),
        }


class ClassifiedPage(BasePage):
    """A page that the vocabulary joins to pages of other wings."""

    themes = ParentalManyToManyField(Theme, blank=True, verbose_name=_("themes"))
    stages = ParentalManyToManyField(LifecycleStage, blank=True, verbose_name=_("lifecycle stages"))
    areas = ParentalManyToManyField(
        Area, blank=True, verbose_name=_("areas"), help_text=_("Leave empty for the whole country.")
    )

    classification_panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("themes", widget=TermCheckboxes),
                FieldPanel("stages", widget=TermCheckboxes),
                FieldPanel("areas", widget=AreaCheckboxes),
            ],
            heading=_("Classification"),
            help_text=_("Readers find this page, and pages like it, by these terms."),
        )
    ]

    class Meta:
        abstract = True

    @classmethod
    def read_for_search(cls, pages: list) -> None:
        models.prefetch_related_objects(pages, "themes", "stages", "areas")

    def search_terms(self) -> list[str]:
        return [name for term in (*self.themes.all(), *self.stages.all()) for name in term.names]

    def search_facets(self) -> dict[str, list[str]]:
        return {
            "theme": [term.code for term in self.themes.all()],
            "stage": [term.code for term in self.stages.all()],
            "area": [term.code for term in self.areas.all()],
        }


class HomePage(BasePage):
    search_kind = None
    audience_rule = staticmethod(inherited)
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    max_count_per_parent = 2
    admin_default_ordering = "ord"
    welcome = RichTextField(_("welcome"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*BasePage.content_panels, FieldPanel("welcome")]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):
        wings = readable((self.english or self).get_children().in_menu(), request.user).specific()
        return super().get_context(request, *args, **kwargs) | {
            "front_panels": front_panels(request),
            "described_wings": in_readers_language(wings, request.user),
            "breadcrumb": [],
        }

    @cached_property
    def english(self) -> "HomePage | None":
        return HomePage.objects.filter(translation_key=self.translation_key, locale__language_code="en").first()

    def route(self, request, path_components):
        """Falls back to the English page where the reader's language has none yet."""
        try:
            return super().route(request, path_components)
        except Http404:
            if self.locale.language_code == "en":
                raise
        if self.english is None:
            raise Http404
        return self.english.route(request, path_components)


class StandardPage(BasePage):
    """A page of text: about, privacy, methodology."""

    search_kind = "page"
    audience_rule = staticmethod(inherited)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages of text")

    def search_text(self) -> str:
        return self.body.stream_block.get_plain_text(self.body)

    def search_documents(self) -> list:
        return self.body.stream_block.documents(self.body)


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting):
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    tagline_ur = models.CharField(_("tagline in Urdu"), max_length=200, blank=True)
    contact_email = models.EmailField(_("contact address"), blank=True)
    footer_note = RichTextField(_("footer note"), blank=True, features=["bold", "link"])
    footer_note_ur = RichTextField(_("footer note in Urdu"), blank=True, features=["bold", "link"])

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
