"""How often a publication was read, for its readers, where the site's settings say so."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _, ngettext
from wagtail.models import Page

from gateway.files.models import Document
from gateway.use.figures import last_days, total
from gateway.use.models import Downloads, PageViews, UseSettings


def use_for_readers(page: Page, files: Iterable[Document], request: HttpRequest) -> str:
    """A sentence; empty where nothing is to be said. `files` are those that the reader may open."""
    if not UseSettings.for_request(request).shown_to_readers:
        return ""
    first = PageViews.objects.filter(subject=page.pk).order_by("day").first()
    if first is None:
        return ""
    read, taken = total(PageViews, [page.pk], last_days()), total(Downloads, {file.pk for file in files}, last_days())
    words = _("%(read)s and %(taken)s since %(day)s.")
    return words % {"read": reads(read), "taken": takings(taken), "day": date_format(first.day)}


def reads(number: int) -> str:
    return ngettext("Read once", "Read %(number)s times", number) % {"number": in_full(number)}


def takings(number: int) -> str:
    return ngettext("downloaded once", "downloaded %(number)s times", number) % {"number": in_full(number)}


def in_full(number: int) -> str:
    return number_format(number, use_l10n=True, force_grouping=True)
