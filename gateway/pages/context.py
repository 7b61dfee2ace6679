"""What every template may ask of its surroundings: the wings, the language, the way back."""

from django.utils import translation
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from gateway.accounts.audience import readable
from gateway.pages.localized import in_readers_language


def wings(request) -> list:
    """The sections of the navigation: the home page's readable children shown in menus, in the reader's language."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    english = readable(site.root_page.get_children().in_menu(), request.user)
    return in_readers_language(english.specific(), request.user)


def surroundings(request) -> dict:
    language = translation.get_language() or "en"
    return {
        "language": language,
        "direction": "rtl" if language == "ur" else "ltr",
        "wings": SimpleLazyObject(lambda: wings(request)),
    }
