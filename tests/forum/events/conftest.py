"""The section of events, and a webinar in it."""

from datetime import date, time

import pytest

from tests.factories.forum import make_event, make_events

THE_DAY = date(2027, 3, 10)


@pytest.fixture
def events(home):
    return make_events(home)


@pytest.fixture
def webinar(events):
    """10:00 to 11:30 on the tenth of March 2027, in Pakistan."""
    hours = {"starts_time": time(10), "ends_time": time(11, 30)}
    stream = "https://stream.example.org/room"
    return make_event(events, THE_DAY, **hours, title="Webinar", kind="webinar", mode="online", stream=stream)
