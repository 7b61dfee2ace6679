"""What every template may ask of its surroundings: the wings, the language, the colours, the way back."""

from django.utils import translation
from django.utils.functional import SimpleLazyObject

from gateway.pages.links import PageLink, house_links

SCHEMES = ("light", "dark")


def sections(request) -> list[PageLink]:
    """The home page's readable children, in the reader's language; each knows whether the reader is in it."""
    return [link for link in house_links(request) if link.depth > 2]


def surroundings(request) -> dict:
    language = translation.get_language() or "en"
    pages = SimpleLazyObject(lambda: sections(request))
    scheme = request.COOKIES.get("scheme")
    return {
        "language": language,
        "direction": "rtl" if language == "ur" else "ltr",
        "scheme": scheme if scheme in SCHEMES else "",
        "wings": SimpleLazyObject(lambda: [link for link in pages if link.in_menu]),
        "footer_pages": SimpleLazyObject(lambda: [link for link in pages if not link.in_menu]),
    }
