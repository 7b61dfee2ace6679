"""An event's page lives: what it leads with follows its editors and Pakistan's clock."""

from datetime import date, time, timedelta

import extruct
import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction

from forum.models import EventPage, EventProceeding
from gateway.pages.models import StandardPage
from gateway.search.models import IndexJob
from gateway.starter.site import add_page
from tests.factories.forum import make_event, make_paper

BEFORE, SOON, DURING, AFTER = ("2027-03-10T04:29:00Z", "2027-03-10T04:30:00Z", "2027-03-10T05:00:00Z", "2027-03-10T06:30:00Z")
REASON = "The speaker is ill."


def text_of(client, event: EventPage) -> str:
    return client.get(event.url).content.decode()


def data_of(client, event: EventPage) -> dict:
    found = extruct.extract(text_of(client, event), base_url="http://testserver", syntaxes=["json-ld"])["json-ld"]
    return next(data for data in found if data["@type"] == "Event")


def change(event: EventPage, **fields) -> EventPage:
    event = EventPage.objects.get(pk=event.pk)
    for name, value in fields.items():
        setattr(event, name, value)
    event.save_revision().publish()
    return EventPage.objects.get(pk=event.pk)


@pytest.mark.parametrize(
    ("moment", "phase", "words", "stream"),
    [
        (BEFORE, "announced", "Announced", False),
        (SOON, "soon", "Begins at", True),
        (DURING, "live", "Live now", True),
        (AFTER, "held", "Held", False),
    ],
)
def test_page_leads_with_what_the_clock_says(webinar, client, time_machine, moment, phase, words, stream):
    time_machine.move_to(moment, tick=False)
    text = text_of(client, webinar)
    assert EventPage.objects.get().phase() == phase
    assert words in text
    assert ("stream.example.org" in text) == stream
    assert "PKT" in text
    assert 'datetime="2027-03-10T10:00:00+05:00"' in text


def test_no_copy_of_the_page_outlives_its_state(webinar, client):
    for address in (webinar.url, "/events/", "/events/feed.xml"):
        assert set(client.get(address)["Cache-Control"].split(", ")) == {"private", "no-cache"}


def test_event_without_hours_is_under_way_all_day(events, client, time_machine):
    event = make_event(events, date(2027, 3, 10), ends_on=date(2027, 3, 11))
    time_machine.move_to("2027-03-09T19:01:00Z", tick=False)
    assert "Under way" in text_of(client, event)
    assert data_of(client, event)["endDate"] == "2027-03-11"
    time_machine.move_to("2027-03-11T19:01:00Z", tick=False)
    assert "Under way" not in text_of(client, event)


@pytest.mark.parametrize(
    ("status", "sentence", "schema"),
    [
        ("called-off", "This event is called off.", "https://schema.org/EventCancelled"),
        ("postponed", "A new date is not known yet.", "https://schema.org/EventPostponed"),
    ],
)
def test_event_that_does_not_take_place_says_so_everywhere(webinar, client, time_machine, status, sentence, schema):
    change(webinar, status=status, change_reason=REASON)
    time_machine.move_to(DURING, tick=False)
    text = text_of(client, webinar)
    assert sentence in text
    assert REASON in text
    assert "<s>" in text
    assert "stream.example.org" not in text
    assert data_of(client, webinar)["eventStatus"] == schema
    word = "called off" if status == "called-off" else "postponed"
    for address in ("/events/", "/events/feed.xml", "/"):
        assert word in client.get(address).content.decode()
    assert word in EventPage.objects.get().facts()


def test_it_asks_for_a_reason_and_for_hours_in_their_order(webinar):
    for fields in ({"status": "called-off"}, {"ends_time": time(9)}, {"ends_on": date(2027, 3, 9)}):
        event = EventPage.objects.get()
        for name, value in fields.items():
            setattr(event, name, value)
        with pytest.raises(ValidationError):
            event.clean()


def test_moved_event_keeps_the_earlier_date(webinar, client):
    change(webinar, starts_on=date(2027, 4, 14), change_reason=REASON)
    text = text_of(client, webinar)
    assert "<s>10 March 2027</s>" in text
    assert REASON in text
    data = data_of(client, webinar)
    assert data["eventStatus"] == "https://schema.org/EventRescheduled"
    assert (data["previousStartDate"], data["startDate"]) == ("2027-03-10", "2027-04-14T10:00:00+05:00")
    assert "new date" in EventPage.objects.get().facts()


def test_machines_learn_where_and_how(webinar, events, client):
    data = data_of(client, webinar)
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert data["location"] == {"@type": "VirtualLocation", "url": data["url"]}
    both = make_event(events, date(2027, 5, 1), mode="both", place="Karachi")
    assert [place["@type"] for place in data_of(client, both)["location"]] == ["Place", "VirtualLocation"]
    assert data_of(client, change(both, mode="in-person"))["location"]["name"] == "Karachi"


def test_held_event_leads_with_what_came_of_it(webinar, home, client, time_machine):
    hidden = add_page(home, StandardPage(title="Closed page", slug="closed"))
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    shown = add_page(home, StandardPage(title="The report", slug="report"))
    paper = make_paper(title="All talks")
    rows = [
        EventProceeding(document=paper),
        EventProceeding(page=shown),
        EventProceeding(page=hidden, title="What was said inside"),
    ]
    recording = "https://video.example.org/1"
    event = change(webinar, proceedings=rows, recording=recording, introduction="<p>About it</p>")
    assert "video.example.org" not in text_of(client, event)
    time_machine.move_to(AFTER, tick=False)
    text = text_of(client, event)
    assert text.index("Watch the recording") < text.index("All talks") < text.index("The report") < text.index("About it")
    assert "Closed page" not in text
    assert "inside" not in event.search_text()
    assert data_of(client, event)["recordedIn"]["url"] == "https://video.example.org/1"
    assert event.search_documents() == [paper]
    assert client.get(paper.url).getvalue() == b"words of a paper"
    assert [str(row) for row in event.proceedings.all()] == ["All talks", "The report", "What was said inside"]


@pytest.mark.parametrize("fields", [{}, {"document_id": 1, "page_id": 1}])
def test_item_of_the_proceedings_is_one_thing(fields):
    with pytest.raises(ValidationError):
        EventProceeding(**fields).clean()


@pytest.fixture
def twin(webinar, events, urdu_home):
    index = add_page(urdu_home, type(events)(title="تقریبات", slug="events", translation_key=events.translation_key))
    page = EventPage(title="ویبینار", slug="webinar", translation_key=webinar.translation_key, starts_on=date(2020, 1, 1))
    return add_page(index, page)


def test_translation_stands_as_its_source_stands(webinar, twin, client):
    assert EventPage.objects.get(pk=twin.pk).starts_on == webinar.starts_on
    IndexJob.objects.all().delete()
    change(webinar, status="called-off", change_reason=REASON)
    assert "https://schema.org/EventCancelled" in text_of(client, twin)
    assert f'<p lang="en" dir="ltr">{REASON}</p>' in text_of(client, twin)
    assert IndexJob.objects.filter(page_id=twin.pk).exists()
    assert change(twin, status="planned", title="نیا نام").status == "called-off"
    assert "بیماری" in text_of(client, change(twin, change_reason="بیماری"))


def test_event_that_stands_in_urdu_alone_is_its_own_source(events, urdu_home, client):
    index = add_page(urdu_home, type(events)(title="تقریبات", slug="events", translation_key=events.translation_key))
    event = make_event(index, date(2027, 3, 10))
    moved = change(event, starts_on=date(2027, 3, 11))
    assert moved.earlier_spans == [(date(2027, 3, 10), None)]
    assert "10 March 2027" not in text_of(client, moved).split("</head>")[0]


def test_card_says_what_is_live(webinar, time_machine):
    time_machine.move_to(DURING, tick=False)
    assert webinar.card().facts == ["live now", "online"]
    assert webinar.card().kind == "webinar"
    assert "live now" not in webinar.facts()


def test_made_up_event_says_so(events, client):
    event = make_event(events, date.today() + timedelta(days=9), illustrative=True)
    assert "Made up for demonstration" in text_of(client, event)
    assert "illustrative" in client.get("/events/").content.decode()
