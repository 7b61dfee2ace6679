"""A page that waits for its hour is closed on every channel before it, and gone from every channel after its end."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from gateway.accounts.models import User
from gateway.celery import app
from gateway.files.models import Document
from gateway.pages.tasks import keep_to_schedule
from gateway.search.writing import write_due
from research.oai.ledger import note_differences
from tests.factories.documents import publication_file
from tests.factories.research import make_library, make_publication

WORD = "zerkhez"
CHANNELS = (
    "/research/",
    f"/search/?q={WORD}",
    f"/search/?q={WORD}&format=json",
    "/research/feed.xml",
    "/sitemap.xml",
    "/catalog.jsonld",
    "/api/publications",
    "/oai?verb=ListRecords&metadataPrefix=oai_dc",
    "/",
)


@pytest.fixture
def scheduled(home):
    """Approved today for tomorrow, until the day after; with a file."""
    library = make_library(home)
    page = make_publication(library, title=f"On {WORD}", slug=WORD, live=False, files=[publication_file("Study")])
    page.go_live_at, page.expire_at = timezone.now() + timedelta(days=1), timezone.now() + timedelta(days=2)
    administrator = User.objects.create_superuser("root@example.org", "x")
    page.save_revision(user=administrator).publish(user=administrator)
    return page


def told(client) -> set[str]:
    write_due()
    note_differences()
    return {channel for channel in CHANNELS if f"/{WORD}" in client.get(channel, follow=True).content.decode()}


def test_closed_before_its_hour_open_after_it_and_gone_at_its_end(client, scheduled, settings):
    settings.COUNT_USE = True
    file = Document.objects.get().url
    keep_to_schedule()
    assert told(client) == set()
    assert [client.get(address).status_code for address in (f"/research/{WORD}/", file)] == [404, 404]
    with time_machine.travel(scheduled.go_live_at + timedelta(minutes=1)):
        keep_to_schedule()
        assert {"/research/", f"/search/?q={WORD}", "/sitemap.xml", "/api/publications"} <= told(client)
        assert client.get(f"/research/{WORD}/").status_code == 200
    with time_machine.travel(scheduled.expire_at + timedelta(minutes=1)):
        keep_to_schedule()
        assert told(client) <= {"/oai?verb=ListRecords&metadataPrefix=oai_dc"}, "OAI names it as deleted"
        assert [client.get(address).status_code for address in (f"/research/{WORD}/", file)] == [404, 404]


def test_schedule_is_looked_at_every_minute():
    entries = [entry for entry in settings.CELERY_BEAT_SCHEDULE.values() if entry["task"].endswith("keep_to_schedule")]
    assert [entry["schedule"] for entry in entries] == [60]
    assert keep_to_schedule.name in app.tasks
