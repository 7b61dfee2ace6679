"""The pages that gather: the list of programmes and the front page of the statistics."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField

from gateway.accounts.audience import Reader, inherited, readable
from gateway.blocks.body import BodyBlock
from gateway.pages.models import BasePage, Card
from gateway.taxonomy.models import Term
from programmes.choices import Level
from programmes.edition import edition
from programmes.evidence import defined, national_headlines, profile_headlines
from programmes.explorer.holdings import shown_pairs
from programmes.listing import Filter, Option, filtered
from programmes.models.pages import ProgrammePage
from programmes.models.statistics import Indicator, ProgrammeCode, Release
from programmes.provenance import changes, freshness
from programmes.provenance.releases import described


class ProgrammesIndexPage(BasePage):
    search_kind = None
    audience_rule = staticmethod(inherited)
    parent_page_types: ClassVar = ["gateway_pages.HomePage"]
    subpage_types: ClassVar = ["programmes.ProgrammePage"]
    admin_default_ordering = "ord"
    max_count_per_parent = 1
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("list of programmes")
        verbose_name_plural = _("lists of programmes")

    def get_context(self, request, *args, **kwargs):
        listing = filtered(readable_programmes(request.user), FILTERS, request.GET)
        return super().get_context(request, *args, **kwargs) | {
            "listing": listing,
            "cards": cards(listing.shown),
        }


def cards(programmes: list[ProgrammePage]) -> list[Card]:
    """Each programme's card, with the first of its headline figures where it has one; one query for all."""
    released = national_headlines(programme.code for programme in programmes)
    return [with_figure(page, profile_headlines(released.get(page.code, []), page.numbers)) for page in programmes]


def with_figure(page: ProgrammePage, figures: list) -> Card:
    card = page.card()
    first = next((figure for figure in figures if figure.status != "illustrative"), None)
    return replace(card, facts=[*card.facts, f"{first.label}: {first.value} ({first.period})"]) if first else card


def term_option(term: Term | None) -> list[Option]:
    return [(term.order, term.code, term.label)] if term else []


FILTERS = [
    Filter("level", _("Level"), lambda page: [(Level.values.index(page.level), page.level, page.get_level_display())]),
    Filter("province", _("Province or territory"), lambda page: term_option(page.province)),
    Filter("instrument", _("Instrument"), lambda page: term_option(page.instrument)),
    Filter("stage", _("Lifecycle stage"), lambda page: [(stage.order, stage.code, stage.label) for stage in page.stages.all()]),
]


def readable_programmes(reader: Reader) -> list[ProgrammePage]:
    """Every readable programme once, in the reader's language where it is translated; a fixed number of queries."""
    language = get_language() or "en"
    pages = readable(ProgrammePage.objects.filter(locale__language_code__in={"en", language}), reader)
    pages = pages.select_related("locale", "province", "instrument").prefetch_related("institutions", "stages")
    by_key: dict = {}
    for page in pages.order_by("path"):
        if page.locale.language_code == language or page.translation_key not in by_key:
            by_key[page.translation_key] = page
    return sorted(by_key.values(), key=place_in_list)


def place_in_list(page: ProgrammePage) -> tuple[int, int]:
    """Federal programmes first, then province by province; within each as the editors arranged them."""
    return Level.values.index(page.level), page.province.order if page.province else 0


LATEST_CHANGES = 5
FRONT: dict[str, int] = {"kafaalat": 4, "taleemi-wazaif": 2, "nashonuma": 1, "flood-relief-cash": 1}


def front_figures(reader: Reader) -> list[tuple[ProgrammePage, list]]:
    return leading_figures(readable_programmes(reader))


def leading_figures(programmes: list[ProgrammePage]) -> list[tuple[ProgrammePage, list]]:
    """The figures that the site leads with: of a few programmes, the first of their headlines."""
    pages = {page.code: page for page in programmes if page.code in FRONT}
    released = national_headlines(pages)
    chosen = [(pages[code], most) for code, most in FRONT.items() if code in pages]
    return [
        (page, defined(profile_headlines(released.get(page.code, []), page.numbers, page.url)[:most])) for page, most in chosen
    ]


def overview(reader: Reader) -> dict:
    """What there is: the leading figures, who counts what, how fresh it is and what changed last."""
    counted, programmes = shown_pairs(), readable_programmes(reader)
    indicators = {code for _programme, code in counted}
    return {
        "leading": leading_figures(programmes),
        "indicators": with_parts(Indicator.objects.filter(code__in=indicators).order_by("pk")),
        "counted": counted_programmes(counted, programmes),
        "freshness": freshness.rows(),
        "changes": changes.with_releases(changes.changes()[:LATEST_CHANGES]),
    }


def with_parts(indicators: Iterable[Indicator]) -> list[tuple[Indicator, list[Indicator]]]:
    """Each indicator with those that break it down; a part whose whole is not counted stands for itself."""
    known = list(indicators)
    codes = {indicator.pk for indicator in known}
    return [
        (whole, [part for part in known if part.part_of_id == whole.pk]) for whole in known if whole.part_of_id not in codes
    ]


def counted_programmes(counted: list[tuple[str, str]], programmes: list[ProgrammePage]) -> list[tuple[str, str, str, int]]:
    """Code, name, address and number of indicators of each programme that has figures."""
    pages = {page.code: page for page in programmes}
    names = {row.code: row.label for row in ProgrammeCode.objects.all()}
    numbers = Counter(programme for programme, _indicator in counted)
    return [
        (code, pages[code].title, pages[code].url, number) if code in pages else (code, names.get(code, code), "", number)
        for code, number in numbers.items()
    ]


def current_releases() -> list[Release]:
    """The release of each data set that readers see now."""
    return list(Release.objects.filter(pk__in=edition()).select_related("registry").order_by("registry", "dataset"))


class StatisticsIndexPage(BasePage):
    search_kind = "statistics"
    audience_rule = staticmethod(inherited)
    parent_page_types: ClassVar = ["gateway_pages.HomePage"]
    subpage_types: ClassVar = ["programmes.MethodologyPage"]
    max_count_per_parent = 1
    method = StreamField(BodyBlock(), blank=True, verbose_name=_("method"))

    content_panels = [*BasePage.content_panels, FieldPanel("method")]

    class Meta:
        verbose_name = _("statistics")
        verbose_name_plural = _("statistics")

    def get_context(self, request, *args, **kwargs):
        methodology = readable(self.get_children(), request.user).first()
        return super().get_context(request, *args, **kwargs) | overview(request.user) | {"methodology": methodology}

    def search_text(self) -> str:
        return self.method.stream_block.get_plain_text(self.method)

    def json_ld(self, request) -> dict:
        return super().json_ld(request) | {
            "@type": "DataCatalog",
            "dataset": [
                {
                    "@type": "Dataset",
                    "name": release.title,
                    "description": release.citation or release.registry.name,
                    "url": request.build_absolute_uri(reverse("release", args=[release.pk])),
                }
                for release in described(current_releases())
            ],
        }
