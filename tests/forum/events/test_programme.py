"""A programme of several days, with parallel sessions, people in their parts, and slides."""

from datetime import date, time

from forum.events.programme import days_of, people_of
from forum.models import EventPage, EventSpeaker
from tests.factories.forum import make_event, make_paper


def programme(slides) -> list:
    chaired = {"time": time(9), "ends": time(10), "title": "Opening", "track": "Hall", "text": "Why we met"}
    chaired |= {"people": [{"name": "Amna Khan", "part": "chair", "office": "Ministry"}, {"name": "Bilal Shah"}]}
    payments = {"time": time(11), "ends": time(12), "title": "Payments", "track": "Room A", "slides": slides}
    registry = {"time": time(11), "ends": time(13), "title": "Registries", "track": "Room B"}
    registry |= {"people": [{"name": "Bilal Shah", "part": "discussant"}]}
    first = {"date": date(2027, 3, 10), "title": "Opening day", "sessions": [payments, {"title": "Posters"}, registry, chaired]}
    return [("day", first), ("day", {"date": date(2027, 3, 11), "sessions": []})]


def test_what_begins_together_stands_together(events):
    event = make_event(events, date(2027, 3, 10), programme=programme(None))
    [first, second] = days_of(EventPage.objects.get(pk=event.pk))
    found = [(slot.starts, [session.title for session in slot.sessions], slot.ends) for slot in first.slots]
    assert found == [
        (time(9), ["Opening"], time(10)),
        (time(11), ["Payments", "Registries"], None),
        (None, ["Posters"], None),
    ]
    assert [slot.is_parallel for slot in first.slots] == [False, True, False]
    assert (second.date, second.slots) == (date(2027, 3, 11), [])


def test_page_shows_people_parts_tracks_and_slides(events, client):
    slides = make_paper(title="Slides of the talk", name="talk.pdf")
    speakers = [EventSpeaker(name="Amna Khan"), EventSpeaker(name="Consul")]
    event = make_event(events, date(2027, 3, 10), programme=programme(slides), speakers=speakers)
    text = client.get(event.url).content.decode()
    for words in (
        "Amna Khan",
        "(chair)",
        "(discussant)",
        "Ministry",
        "Room A",
        "Room B",
        "2 at the same time",
        slides.url,
        "PDF",
    ):
        assert words in text
    assert "(speaker)" not in text
    assert text.count('href="#day-') == 2
    event = EventPage.objects.get()
    assert people_of(event) == ["Amna Khan", "Consul", "Bilal Shah"]
    assert event.search_documents() == [slides]
    assert {"Registries", "Bilal", "met"} <= set(event.search_text().split())
    assert client.get(slides.url).getvalue() == b"words of a paper"


def test_slides_of_a_closed_collection_are_not_named(events, body, client):
    slides = make_paper(body, name="meeting-three.pdf")
    event = make_event(events, date(2027, 3, 10), programme=programme(slides))
    text = client.get(event.url).content.decode()
    assert "Registries" in text
    assert "meeting-three" not in text
