"""People of the forum who press their buttons at the same moment: each scene runs in a site and returns what became of it.

Where a scene needs one order of events, it holds one person up at the worst place: nobody waits there longer than a moment,
since in a site that is right the other one waits for them.
"""

import threading
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import date
from threading import Barrier, Event
from types import SimpleNamespace
from unittest.mock import patch

from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from forum.actions import views as action_pages
from forum.desk import minutes as desk
from forum.events import places, registering
from forum.minutes import pages as minutes_pages
from forum.minutes.circulating import circulate, lay_out
from forum.models import (
    Action,
    AgendaItem,
    Amendment,
    EventPage,
    EventRegistration,
    EventsIndexPage,
    ForumIndexPage,
    MeetingPage,
    MinutesLetter,
    MinutesLine,
    MinutesPart,
    MinutesVersion,
)
from gateway.accounts.models import User
from gateway.search.queue import request_findable
from gateway.starter.site import add_page
from tests.factories.forum import attend, make_action, make_body, make_meeting, seat

LONG, A_MOMENT = 20, 0.5


def together(*acts: Callable[[], object]) -> list:
    """What each answers; each begins at the same moment and has a connection of its own."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            start.wait(LONG)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result() for done in [pool.submit(run, act) for act in acts]]


@contextmanager
def meeting_before(*doors: tuple[object, str]) -> Iterator[None]:
    """Two people wait for each other before they enter one of these functions, past all that is asked before it."""
    barrier = Barrier(2)

    def wait_and_enter(function: Callable) -> Callable:
        def enter(*args, **kwargs):
            barrier.wait(LONG)
            return function(*args, **kwargs)

        return enter

    with ExitStack() as patches:
        for owner, name in doors:
            patches.enter_context(patch.object(owner, name, wait_and_enter(getattr(owner, name))))
        yield


@contextmanager
def held_up_in(owner: object, name: str, meanwhile: Callable[[], object], *, after: bool = False) -> Iterator[list]:
    """Whoever enters this function first stands still while another person does something; yields what that one was told."""
    function, reached, over, told = getattr(owner, name), Event(), Event(), []

    def stand_still() -> None:
        if not reached.is_set():
            reached.set()
            over.wait(A_MOMENT)

    def enter(*args, **kwargs):
        if not after:
            stand_still()
        found = function(*args, **kwargs)
        if after:
            stand_still()
        return found

    def other() -> None:
        try:
            reached.wait(LONG)
            told.append(meanwhile())
        finally:
            over.set()
            connections.close_all()

    someone = threading.Thread(target=other)
    with patch.object(owner, name, enter):
        someone.start()
        try:
            yield told
        finally:
            reached.set()
            someone.join(LONG)


def signed_in(person: User | None = None) -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    if person:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def name() -> str:
    return f"at-once-{uuid.uuid4().hex[:10]}"


def somebody(**fields) -> User:
    """Without a password, whose making takes as long as a page."""
    return User.objects.create_user(f"{name()}@example.org", **fields)


def scene(minutes: str = "circulated") -> SimpleNamespace:
    """A body with two secretaries and a member who attended its first meeting; a second one was held since."""
    body = make_body(ForumIndexPage.objects.get(locale__language_code="en"), slug=name())
    member = seat(body, somebody())
    secretaries = [seat(body, somebody(), role="secretariat") for _one in range(2)]
    agenda = [AgendaItem(title="Floods", minutes="<p>The river rose.</p>")]
    meeting = make_meeting(body, state="held", days=-60, slug=name(), children={"agenda": agenda})
    attend(meeting, membership=member.memberships.get())
    if minutes == "circulated":
        lay_out(meeting)
    later = make_meeting(body, state="held", days=-10, slug=name(), number=2)
    return SimpleNamespace(
        body=body, member=member, meeting=meeting, later=later, clients=[signed_in(one) for one in secretaries]
    )


def said(response: HttpResponse, words: str) -> bool:
    return words in response.content.decode()


def press(client: Client, name: str, meeting: MeetingPage, **fields) -> Callable[[], HttpResponse]:
    return lambda: client.post(reverse(f"forum_desk:{name}", args=[meeting.pk]), fields, follow=True)


def two_confirm() -> dict:
    s = scene()
    with meeting_before((desk, "confirm")):
        told = together(*(press(one, "minutes_confirm", s.meeting, confirmed_in=s.later.pk) for one in s.clients))
    return {
        "told": sorted(
            (said(one, "are confirmed and sealed"), said(one, "Only circulated minutes are confirmed, and only once"))
            for one in told
        ),
        "versions": MinutesVersion.objects.filter(meeting=s.meeting).count(),
    }


def two_circulate() -> dict:
    s = scene(minutes="draft")
    with meeting_before((desk, "circulate")):
        told = together(*(press(one, "minutes_circulate", s.meeting) for one in s.clients))
    return {
        "told": sorted((said(one, "is on its way"), said(one, "The minutes are circulated already")) for one in told),
        "parts": MinutesPart.objects.filter(meeting=s.meeting).count(),
        "letters": MinutesLetter.objects.filter(meeting=s.meeting).count(),
    }


def edited(client: Client, page: Page, **changes) -> HttpResponse:
    """The page's form in the admin, sent with changes, to be published."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form").dict()
    return client.post(address, form | {"action-publish": "yes"} | changes, follow=True)


def one_circulates_while_another_publishes() -> dict:
    """The one who publishes has read how the minutes stand, and has not written yet."""
    s = scene(minutes="draft")
    with held_up_in(MeetingPage, "count_change", lambda: circulate(s.meeting)) as told:
        page = edited(s.clients[0], s.meeting, place="Karachi")
    s.meeting.refresh_from_db()
    return {
        "published": said(page, "published"),
        "letters": told,
        "state": s.meeting.minutes_state,
        "place": s.meeting.place,
        "parts": MinutesPart.objects.filter(meeting=s.meeting).count(),
    }


def one_proposes_while_another_confirms() -> dict:
    s = scene()
    line, member = MinutesLine.objects.get(part__meeting=s.meeting, text="The river rose."), signed_in(s.member)
    address = reverse("minutes_line", args=[s.meeting.pk, line.pk])
    fields = {"text": "The river fell.", "before": line.text}
    with meeting_before((desk, "confirm"), (minutes_pages, "taken")):
        confirmed, proposed = together(
            press(s.clients[0], "minutes_confirm", s.meeting, confirmed_in=s.later.pk),
            lambda: member.post(address, fields, follow=True),
        )
    s.meeting.refresh_from_db()
    return {
        "confirmed": [said(confirmed, "are confirmed and sealed"), said(confirmed, "Answer each proposal first")],
        "proposed": [said(proposed, "is with the secretariat"), said(proposed, "only a correction changes them")],
        "kept": said(proposed, "The river fell."),
        "state": s.meeting.minutes_state,
        "proposals": Amendment.objects.filter(line=line).count(),
    }


def event(seats: int) -> EventPage:
    index = EventsIndexPage.objects.get(locale__language_code="en")
    return add_page(
        index, EventPage(title="Rush", slug=name(), starts_on=date(2031, 1, 1), takes_registrations=True, places=seats)
    )


def registered(found: EventPage, email: str) -> HttpResponse:
    fields = {"name": "Amna", "email": email}
    return signed_in().post(reverse("event_register", args=[found.pk]), fields, follow=True)


def rows(found: EventPage) -> dict[str, str]:
    return dict(EventRegistration.objects.filter(event=found).values_list("email", "state"))


def one_person_registers_twice() -> dict:
    found, email = event(5), f"{name()}@example.org"
    with meeting_before((registering, "taken_in")):
        told = together(*[lambda: registered(found, email)] * 2)
    end = {"told": [one.redirect_chain[-1][0].endswith("/registered/") for one in told], "rows": list(rows(found).values())}
    found.delete()
    return end


def take_a_place(found: EventPage, email: str) -> str:
    places.register(found.pk, {"name": "Amna", "email": email})
    return places.confirm(EventRegistration.objects.get(event=found, email=email).key).state


def limit_is_lowered_while_one_registers() -> dict:
    """The form has counted who holds a place, and has not been saved yet."""
    found, admin = event(2), somebody(is_superuser=True, is_staff=True)
    emails = [f"{name()}@example.org" for _one in range(3)]
    first = take_a_place(found, emails[0])
    with held_up_in(places, "held_places", lambda: take_a_place(found, emails[1]), after=True) as told:
        page = edited(signed_in(admin), found, places="1", takes_registrations="on", **{"programme-count": "0"})
    third = take_a_place(found, emails[2])
    places.leave(EventRegistration.objects.get(event=found, email=emails[0]).key)
    end = {
        "places": [first, *told, third],
        "limit": EventPage.objects.get(pk=found.pk).places,
        "told": said(page, "2 people have a place"),
        "after one left": [rows(found)[email] for email in emails[1:]],
    }
    found.delete()
    return end


def two_report() -> dict:
    """The one who began to write first is kept last."""
    s, others = scene(), Event()
    action, barrier, begun = make_action(s.meeting, person=s.member), Barrier(2), []
    report = action_pages.report

    def in_the_other_order(action, found, file, by):
        begun.append(found.recorded_at)
        barrier.wait(LONG)
        if found.recorded_at == min(begun):
            others.wait(LONG)
        try:
            return report(action, found, file, by)
        finally:
            others.set()

    clients = dict(zip(("done", "under-way"), (signed_in(s.member), s.clients[0]), strict=True))
    address = reverse("action", args=[action.pk])
    with patch.object(action_pages, "report", in_the_other_order):
        told = together(*(lambda one=one, to=to: to.post(address, {"state": one, "note": one}) for one, to in clients.items()))
    with meeting_before((action_pages, "report")):
        told += together(*(lambda one=one, to=to: to.post(address, {"state": one, "note": one}) for one, to in clients.items()))
    request_findable([s.meeting.pk])  # the action was stored behind its back
    return {"told": [one.status_code for one in told], **standing(action)}


def standing(action: Action) -> dict:
    action.refresh_from_db()
    reports = list(action.reports.values_list("state", flat=True))
    return {"reports": sorted(reports), "stands as its last report": action.state == reports[0]}


def one_reports_while_the_meeting_is_published() -> dict:
    """The one who publishes has read how the action stands, and has not written yet."""
    s = scene()
    action = make_action(s.meeting, person=s.member)
    member, address = signed_in(s.member), reverse("action", args=[action.pk])
    report = lambda: member.post(address, {"state": "done", "note": "All of it"}).status_code  # noqa: E731
    with held_up_in(Action, "save_base", report) as told:
        edited(s.clients[0], MeetingPage.objects.get(pk=s.meeting.pk), place="Karachi")
    return {"told": told, **standing(action)}
