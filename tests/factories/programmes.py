"""Programme pages for tests."""

from wagtail.models import Page

from gateway.starter.site import add_page
from gateway.taxonomy.models import Area, Institution, Instrument, LifecycleStage, Theme
from programmes.models import ProgrammePage, ProgrammesIndexPage


def add_index(home: Page) -> ProgrammesIndexPage:
    return add_page(home, ProgrammesIndexPage(title="Programmes", slug="programmes", show_in_menus=True))


def add_programme(index: Page, code: str = "kafaalat", *, stages=(), themes=(), institutions=(), **fields) -> ProgrammePage:
    """Vocabulary by code: `province`, `instrument`, `stages`, `themes`, `institutions`."""
    province, instrument = fields.pop("province", None), fields.pop("instrument", None)
    page = ProgrammePage(
        code=code,
        **{
            "title": code.title(),
            "slug": code,
            "level": "provincial" if province else "federal",
            "province": Area.objects.get(code=province) if province else None,
            "instrument": Instrument.objects.get(code=instrument) if instrument else None,
        }
        | fields,
    )
    page.stages = list(LifecycleStage.objects.filter(code__in=stages))
    page.themes = list(Theme.objects.filter(code__in=themes))
    page.institutions = list(Institution.objects.filter(code__in=institutions))
    return add_page(index, page)


def number(**fields) -> tuple[str, dict]:
    """A number of a profile, as its stream holds it."""
    return "figure", {
        "label": "Families enrolled",
        "value": "9.8 million",
        "unit": "families",
        "period": "February 2025",
        "source": "An address",
        "url": "",
        "status": "quoted",
        "headline": True,
        "indicator": "families_enrolled",
        "note": "",
    } | fields
