"""The pages that belong to no wing, in both languages, and the words of the home page and the footer."""

import json
from pathlib import Path

from wagtail.models import Site

from gateway.pages.models import HomePage, SiteSettings, StandardPage
from gateway.starter.site import add_page

CONTENT = Path(__file__).parent / "data" / "pages.json"
SECTIONS = ["research", "programmes", "statistics", "courses", "forum", "events"]


def load_pages() -> None:
    content = json.loads(CONTENT.read_text())
    homes = {home.locale.language_code: home for home in HomePage.objects.select_related("locale")}
    for language, home in homes.items():
        _welcome(home, content["home"][language]["summary"])
    _say_what_the_site_is(content["home"])
    if not homes["en"].get_children().type(StandardPage).exists():
        for home in homes.values():
            _put_sections_in_order(home)
    for page in content["pages"]:
        english = add_page(homes["en"], _page(page, "en"))
        add_page(homes["ur"], _page(page, "ur", translation_key=english.translation_key))


def _page(page: dict, language: str, **fields) -> StandardPage:
    words = page[language]
    return StandardPage(
        slug=page["slug"], title=words["title"], summary=words["summary"], body=json.dumps(words["body"]), **fields
    )


def _put_sections_in_order(home: HomePage) -> None:
    """On the first load only: later the order is the editors'."""
    for slug in SECTIONS:
        section = home.get_children().filter(slug=slug).first()
        if section:
            section.move(HomePage.objects.get(pk=home.pk), pos="last-child")


def _welcome(home: HomePage, summary: str) -> None:
    """Fills an empty summary only: an editor's own words stay."""
    if not home.summary:
        home.summary = summary
        home.save_revision().publish()


def _say_what_the_site_is(words: dict) -> None:
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    if not settings.tagline:
        settings.tagline, settings.tagline_ur = words["en"]["tagline"], words["ur"]["tagline"]
        settings.contact_email = "gateway@example.org"
        settings.save()
