"""The forum's two panels on the home page: what comes next, and the commitments at a glance."""

from django.http import HttpRequest, QueryDict

from gateway.pages.front import FrontPanel, register_front_panel


def what_comes_next(request: HttpRequest) -> dict | None:
    from forum.events.listing import EventList
    from forum.listings import upcoming_meetings

    events = EventList(QueryDict(), request.user)
    # The panel is never empty for want of dates: then the last event that was stands there.
    cards = events.upcoming(limit=3) or events.cards(events.past[:1])
    return {"meetings": upcoming_meetings(request.user, limit=3), "events": cards}


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
