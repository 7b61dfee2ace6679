"""What every template may ask of its surroundings: the wings, the language, the colours, the way back."""

from django.utils import translation
from django.utils.functional import SimpleLazyObject

from gateway.accounts.audience import may_work_here
from gateway.pages.links import sections

SCHEMES = ("light", "dark")


def surroundings(request) -> dict:
    language = translation.get_language() or "en"
    pages = SimpleLazyObject(lambda: sections(request))
    scheme = request.COOKIES.get("scheme")
    return {
        "language": language,
        "direction": "rtl" if language == "ur" else "ltr",
        "scheme": scheme if scheme in SCHEMES else "",
        "may_work_here": SimpleLazyObject(lambda: may_work_here(request.user)),
        "wings": SimpleLazyObject(lambda: [link for link in pages if link.in_menu]),
        "footer_pages": SimpleLazyObject(lambda: [link for link in pages if not link.in_menu]),
    }
