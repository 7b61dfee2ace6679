"""The events of the starter content: the conference from which the Joint Statement came."""

from datetime import date

from wagtail.models import Page

from forum.models import EventPage, EventsIndexPage, EventSpeaker
from gateway.starter.forum import read, twins
from gateway.starter.site import add_page
from gateway.taxonomy.models import Institution, Theme


def load_events() -> None:
    content = read("events.json")
    english, urdu = (
        add_page(home, page) for home, page in twins(EventsIndexPage, "events", content["index"], show_in_menus=True)
    )
    for event in content["events"]:
        first = english.get_children().filter(slug=event["slug"]).first() or add_page(english, event_page(event, "en"))
        if not urdu.get_children().filter(slug=event["slug"]).exists():
            add_page(urdu, event_page(event, "ur", translation_key=first.translation_key))


def event_page(event: dict, language: str, **fields) -> EventPage:
    words = event[language]
    page = EventPage(
        slug=event["slug"],
        kind=event["kind"],
        starts_on=date.fromisoformat(event["starts_on"]),
        ends_on=date.fromisoformat(event["ends_on"]),
        programme=[("day", {**day, "date": date.fromisoformat(day["date"])}) for day in words["days"]],
        outcome_page=Page.objects.filter(slug__contains=event["outcome_slug"], locale__language_code="en").first(),
        **{name: words[name] for name in ("title", "summary", "place", "organisers_note", "introduction", "outcome")},
        **fields,
    )
    page.organisers = list(Institution.objects.filter(code__in=event["organisers"]))
    page.themes = list(Theme.objects.filter(code__in=event["themes"]))
    page.speakers = [EventSpeaker(sort_order=order, name=n, role=r) for order, (n, r) in enumerate(words["speakers"])]
    return page
