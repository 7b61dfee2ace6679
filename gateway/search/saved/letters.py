"""The letter about what a saved search finds anew, in its owner's language, with the reason for it and the way out of it."""

import hashlib
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _, ngettext
from wagtail.models import Page

from gateway.search.kinds import kind_label
from gateway.search.saved.models import SavedSearch
from gateway.search.saved.tickets import stop_url

SHOWN_AT_MOST = 20
Line = tuple[str, str, str]


def letter(saved: SavedSearch, new: list[int], pages: list[Page]) -> EmailMessage:
    """`pages` are the first of what is new. Told twice after a sudden end, the same pages make a letter of the same Message-ID, which many readers show once."""
    with translation.override(saved.owner.language):
        context = {
            "saved": saved,
            "reason": reason(saved),
            "lines": [line(page) for page in pages],
            "more": len(new) - len(pages),
            "search_url": f"{settings.SITE_URL}{reverse('search')}?{saved.address}",
            "manage_url": settings.SITE_URL + reverse("saved_search", args=[saved.pk]),
            "stop_url": stop_url(saved),
            "site": settings.SITE_URL,
        }
        body = render_to_string("search/saved/letter.txt", context).strip() + "\n"
        return EmailMessage(subject(saved, len(new)), body, None, [saved.owner.email], headers=headers(saved, new))


def subject(saved: SavedSearch, count: int) -> str:
    words = ngettext("%(count)d new page: %(name)s", "%(count)d new pages: %(name)s", count)
    return words % {"count": count, "name": saved.name}


def line(page: Page) -> Line:
    kind = kind_label(getattr(page, "search_kind", None) or "page")
    return page.title, kind, urljoin(settings.SITE_URL, page.url or "/")


def headers(saved: SavedSearch, new: list[int]) -> dict[str, str]:
    told = " ".join(str(number) for number in [saved.pk, *sorted(new)])
    digest = hashlib.sha256(told.encode()).hexdigest()[:32]
    return {
        "Message-ID": f"<saved-search-{digest}@{urlsplit(settings.SITE_URL).hostname}>",
        "List-Unsubscribe": f"<{stop_url(saved)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def reason(saved: SavedSearch) -> str:
    if saved.letters == SavedSearch.Letters.DAILY:
        return _("You get this letter because you saved the search “%(name)s” and asked for what is new every morning.") % {
            "name": saved.name
        }
    return _("You get this letter because you saved the search “%(name)s” and asked for what is new every Monday morning.") % {
        "name": saved.name
    }
