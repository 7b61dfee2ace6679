"""An event afterwards, on a slow connection: sound, slides and transcript beside a video that nobody loads unasked."""

from datetime import date

import pytest
from wagtail.models import Collection, CollectionViewRestriction

from forum.models import EventPage
from gateway.starter.site import add_page
from tests.factories.forum import make_event, make_paper

SPOKEN = "We begin with Zubrella.\n\nThen come questions."


@pytest.fixture
def held(events):
    slides = make_paper(title="Slides", name="slides.pdf")
    ways = {"recording": "https://video.example.org/1", "recording_mb": "210.5", "audio": "https://audio.example.org/1.mp3"}
    written = {"slides": slides, "transcript": SPOKEN, "transcript_language": "en"}
    return make_event(events, date(2025, 2, 24), title="Held webinar", kind="webinar", **ways, **written)


def text_of(client, event) -> str:
    return client.get(event.url).content.decode()


def test_each_way_stands_for_itself_with_what_it_costs(held, client):
    text = text_of(client, held)
    for words in (
        "210.5 MB",
        "Hear the sound alone",
        "All slides",
        "PDF",
        "7 words, on this page",
        "<p>We begin with Zubrella.</p>",
    ):
        assert words in text
    assert "It opens at <bdi>video.example.org</bdi>" in text


def test_nothing_of_a_third_party_is_loaded_unasked(held, client):
    text = text_of(client, held)
    for part in ("<iframe", "<video", "<audio", '<img src="https:', "<embed", "<object"):
        assert part not in text
    assert 'href="https://video.example.org/1" rel="noopener noreferrer"' in text


def test_file_of_the_site_itself_is_played_on_the_page_when_the_reader_starts_it(events, client, settings):
    own = {"recording": f"{settings.SITE_URL}/files/1.mp4", "audio": f"{settings.SITE_URL}/files/1.mp3"}
    text = text_of(client, make_event(events, date(2025, 2, 24), **own))
    assert f'<video class="watching__player" controls preload="none" src="{own["recording"]}"></video>' in text
    assert f'<audio class="watching__player" controls preload="none" src="{own["audio"]}"></audio>' in text


def test_transcript_and_slides_are_found_with_the_event(held):
    event = EventPage.objects.get()
    assert "Zubrella." in event.search_text().split()
    assert [document.title for document in event.search_documents()] == ["Slides"]


def test_ways_that_are_not_there_are_not_named(events, client):
    assert "To watch, to hear, to read" not in text_of(client, make_event(events, date(2025, 2, 24)))


def test_slides_of_a_closed_collection_are_not_shown(held, client):
    closed = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    held.slides.collection = closed
    held.slides.save()
    assert "All slides" not in text_of(client, held)


def test_translation_shows_the_transcript_in_the_language_in_which_it_is(held, events, urdu_home, client):
    index = add_page(urdu_home, type(events)(title="تقریبات", slug="events", translation_key=events.translation_key))
    twin = EventPage(title="ویبینار", slug="w", translation_key=held.translation_key, starts_on=held.starts_on)
    text = text_of(client, add_page(index, twin))
    assert '<div class="prose measure" lang="en" dir="ltr"><p>We begin' in text
    assert held.slides.url in text
    assert "video.example.org" in text
