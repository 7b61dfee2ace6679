"""The site, its two languages, its home pages and their sections."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Page, Site

from gateway.pages.models import HomePage

HOME = {
    "en": {"title": "Social Protection Gateway", "slug": "home"},
    "ur": {"title": "سماجی تحفظ گیٹ وے", "slug": "home-ur"},
}


def load_site() -> None:
    english, urdu = (Locale.objects.get_or_create(language_code=code)[0] for code in ("en", "ur"))
    home = HomePage.objects.filter(locale=english).first() or make_home(english)
    if not HomePage.objects.filter(locale=urdu).exists():
        make_home(urdu, translation_key=home.translation_key)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults=public_address() | {"root_page": home, "site_name": settings.WAGTAIL_SITE_NAME},
    )


def public_address() -> dict[str, str | int]:
    """As Wagtail writes whole addresses with it, in letters, structured data and spreadsheets."""
    parts = urlsplit(settings.SITE_URL)
    return {"hostname": parts.hostname or "localhost", "port": parts.port or (443 if parts.scheme == "https" else 80)}


def make_home(locale: Locale, **fields) -> HomePage:
    Page.objects.filter(depth=2, slug="home").exclude(content_type__model="homepage").delete()
    root = Page.get_first_root_node()
    return root.add_child(instance=HomePage(locale=locale, **HOME[locale.language_code], **fields))


def add_page(parent: Page, page: Page) -> Page:
    """The page of this slug below the parent, made and published if it is not there yet."""
    existing = parent.get_children().filter(slug=page.slug).first()
    if existing:
        return existing.specific
    page.locale = parent.locale
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page
