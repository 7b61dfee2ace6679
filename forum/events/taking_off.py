"""Before an event goes from the site: its editor hears how many people count on it, who hear nothing unless it is called off."""

from collections.abc import Iterable

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _, ngettext
from wagtail import hooks
from wagtail.models import Page

from forum.events.places import is_done_with
from forum.models import EventPage, EventRegistration

State, Letter = EventRegistration.State, EventRegistration.Letter
HEARD = "registered-before-unpublishing"


def who_count_on(pages: Iterable[Page]) -> int:
    """People with a place, or waiting for one, at events to come on these pages or below them, or not told yet of a change."""
    below = Q(pk=None)
    for page in pages:
        below |= Q(path__startswith=page.path)
    rows = EventRegistration.objects.filter(event__in=EventPage.objects.filter(below, live=True).values("pk"))
    rows = rows.exclude(state=State.UNCONFIRMED).select_related("event")
    return sum(not is_done_with(row.event) or row.letter == Letter.NEWS for row in rows)


def told(count: int) -> str:
    advice = _(
        "Nobody is told if you press the button again. If the event does not take place, set it to “called off” with the reason and publish "
        "it: everybody gets a letter. Once the letters have left, take it off the site."
    )
    return f"{registered(count)} {advice}"


def registered(count: int) -> str:
    words = ngettext("%(count)d person is registered here.", "%(count)d people are registered here.", count)
    return words % {"count": count}


@hooks.register("before_unpublish_page")
def tell_before_unpublishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Once: whoever presses the button again, knowing it, goes on."""
    count = who_count_on([page])
    if not count or request.session.pop(HEARD, None) == [page.pk, count]:
        return None
    request.session[HEARD] = [page.pk, count]
    messages.warning(request, told(count))
    return redirect("wagtailadmin_pages:unpublish", page.pk)


@hooks.register("before_delete_page")
def keep_while_people_count_on_it(request: HttpRequest, page: Page) -> HttpResponse | None:
    return refused(request, [page])


@hooks.register("before_bulk_action")
def keep_among_many(request: HttpRequest, action_type: str, objects: list, action) -> HttpResponse | None:
    pages = [page for page in objects if isinstance(page, Page)]
    return refused(request, pages) if pages and action_type in {"delete", "unpublish"} else None


def refused(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    """A deleted event takes the addresses of those whom nobody could tell any more along."""
    count = who_count_on(pages)
    if not count:
        return None
    advice = _(
        "First set the event to “called off” with the reason and publish it: everybody gets a letter. Once the letters have "
        "left, it can go."
    )
    messages.error(request, f"{registered(count)} {advice}")
    return redirect("wagtailadmin_pages:edit", pages[0].pk)
