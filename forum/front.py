"""The forum's two panels on the home page: what comes next, and the commitments at a glance."""

from django.http import HttpRequest

from gateway.pages.front import FrontPanel, register_front_panel


def what_comes_next(request: HttpRequest) -> dict | None:
    from forum.listings import upcoming_events, upcoming_meetings

    meetings, events = upcoming_meetings(request.user, limit=3), upcoming_events(request.user, limit=3)
    return {"meetings": meetings, "events": events or latest_events(request)}


def latest_events(request: HttpRequest) -> list:
    """The last event that was, where none is announced: the panel is never empty for want of dates."""
    from forum.listings import cards, english, is_over
    from forum.models import EventPage
    from gateway.accounts.audience import readable

    return cards(readable(english(EventPage), request.user).filter(is_over()).order_by("-starts_on")[:1], request.user)


def commitments_at_a_glance(request: HttpRequest) -> dict | None:
    from forum.listings import english
    from forum.models import CommitmentsPage
    from forum.progress import overview
    from gateway.accounts.audience import readable
    from gateway.pages.localized import in_readers_language

    page = readable(english(CommitmentsPage), request.user).first()
    counted = overview()
    if page is None or not counted["total"]:
        return None
    return counted | {"page": in_readers_language([page], request.user)[0]}


def register_panels() -> None:
    register_front_panel(FrontPanel(20, "forum/next_panel.html", what_comes_next))
    register_front_panel(FrontPanel(40, "forum/commitments_panel.html", commitments_at_a_glance))
