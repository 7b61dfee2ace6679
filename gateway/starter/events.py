"""The events of the starter content: the conference from which the Joint Statement came, and made-up ones that show the rest."""

from datetime import date, time

from wagtail.models import Page

from forum.models import EventPage, EventsIndexPage, EventSpeaker
from gateway.starter.forum import in_days, read, twins
from gateway.starter.site import add_page
from gateway.taxonomy.models import Area, Institution, Theme

WORDS = ("title", "summary", "place", "organisers_note", "introduction", "outcome", "transcript", "transcript_language")
FACTS = ("slug", "kind", "mode", "stream", "takes_registrations", "places")


def load_events() -> None:
    content = read("events.json")
    english, urdu = (
        add_page(home, page) for home, page in twins(EventsIndexPage, "events", content["index"], show_in_menus=True)
    )
    made_up = [event | {"illustrative": True} for event in read("illustrative-events.json")]
    for event in [*content["events"], *made_up]:
        first = english.get_children().filter(slug=event["slug"]).first() or add_page(english, event_page(event, "en"))
        if not urdu.get_children().filter(slug=event["slug"]).exists():
            add_page(urdu, event_page(event, "ur", translation_key=first.translation_key))


def event_page(event: dict, language: str, **fields) -> EventPage:
    words = event[language]
    page = EventPage(
        **{name: event[name] for name in FACTS if name in event},
        **{name: words[name] for name in WORDS if name in words},
        **when(event),
        illustrative=event.get("illustrative", False),
        outcome_page=outcome_page(event),
        **fields,
    )
    page.programme = [("day", day) for day in days(words, page.starts_on)]
    page.organisers = list(Institution.objects.filter(code__in=event["organisers"]))
    page.themes = list(Theme.objects.filter(code__in=event["themes"]))
    page.areas = list(Area.objects.filter(code__in=event["areas"]))
    people = words.get("speakers", [])
    page.speakers = [EventSpeaker(sort_order=order, name=n, role=r) for order, (n, r) in enumerate(people)]
    return page


def when(event: dict) -> dict:
    """The day of a made-up event is counted from today, so that there is always one to come."""
    hours = {name: time.fromisoformat(event[name]) for name in ("starts_time", "ends_time") if name in event}
    if "days" in event:
        return {"starts_on": in_days(event["days"])} | hours
    return {name: date.fromisoformat(event[name]) for name in ("starts_on", "ends_on")} | hours


def outcome_page(event: dict) -> Page | None:
    slug = event.get("outcome_slug")
    return Page.objects.filter(slug__contains=slug, locale__language_code="en").first() if slug else None


def days(words: dict, first: date) -> list[dict]:
    found = words.get("days") or [{"date": first.isoformat(), "sessions": words.get("sessions", [])}]
    return [day | {"date": date.fromisoformat(day["date"]), "sessions": list(map(session, day["sessions"]))} for day in found]


def session(content: dict) -> dict:
    hours = {name: time.fromisoformat(content[name]) for name in ("time", "ends") if name in content}
    people = [{"name": name, "part": part, "office": office} for name, part, office in content.get("people", [])]
    return content | hours | {"people": people}
