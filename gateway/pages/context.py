"""What every template may ask of its surroundings: the wings, the language, the colours, the way back."""

from django.utils import translation
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from gateway.accounts.audience import readable
from gateway.pages.localized import in_readers_language

SCHEMES = ("light", "dark")


def sections(request) -> list:
    """The home page's readable children, in the reader's language; each knows whether the reader is in it."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    english = readable(site.root_page.get_children(), request.user)
    pages = in_readers_language(english.specific(), request.user)
    for page in pages:
        page.is_here = _is_here(page.url, request.path)
    return pages


def _is_here(url: str | None, path: str) -> str:
    """The value of aria-current: the page itself, something below it, or neither."""
    if not url or not path.startswith(url):
        return ""
    return "page" if path == url else "true"


def surroundings(request) -> dict:
    language = translation.get_language() or "en"
    pages = SimpleLazyObject(lambda: sections(request))
    scheme = request.COOKIES.get("scheme")
    return {
        "language": language,
        "direction": "rtl" if language == "ur" else "ltr",
        "scheme": scheme if scheme in SCHEMES else "",
        "wings": SimpleLazyObject(lambda: [page for page in pages if page.show_in_menus]),
        "footer_pages": SimpleLazyObject(lambda: [page for page in pages if not page.show_in_menus]),
    }
