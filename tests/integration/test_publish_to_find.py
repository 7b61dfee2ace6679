"""From an editor's change to what a search finds, through a real queue, worker and index, on both databases."""

import json
import uuid

import pytest

from tests.live import LiveSite, eventually

PREPARE = """
from wagtail.models import Page, PageViewRestriction
from gateway.pages.models import HomePage, StandardPage
from gateway.starter.site import add_page
home = HomePage.objects.get(locale__language_code="en")
find = lambda slug: Page.objects.get(slug=slug).specific
"""
SECONDS = 15


def change(site: LiveSite, code: str) -> None:
    site.do(PREPARE + code)


def found(site: LiveSite, word: str) -> list[str]:
    answer = site.get(f"/api/search?q={word}")
    return [result["title"] for result in json.loads(answer)["results"]] if answer else ["no answer"]


def test_page_is_found_as_long_as_it_is_published_and_open(site):
    word = f"zq{uuid.uuid4().hex[:8]}"
    change(site, f'add_page(home, StandardPage(title="Notes on {word}", slug="{word}"))')
    eventually(lambda: found(site, word) == [f"Notes on {word}"], "the published page is found", SECONDS)
    change(site, f'PageViewRestriction.objects.create(page=find("{word}"), restriction_type="login")')
    assert found(site, word) == [], "a closed page is hidden at once, before any worker has written"
    change(site, f'PageViewRestriction.objects.filter(page__slug="{word}").first().delete()')
    eventually(lambda: found(site, word), "the page is open again", SECONDS)
    change(site, f'find("{word}").unpublish()')
    assert found(site, word) == [], "an unpublished page is hidden at once"


def test_page_below_a_closed_one_is_hidden_with_it(site):
    word = f"zq{uuid.uuid4().hex[:8]}"
    change(
        site,
        f'parent = add_page(home, StandardPage(title="Room", slug="room-{word}"))\n'
        f'add_page(parent, StandardPage(title="Inside {word}", slug="{word}"))',
    )
    eventually(lambda: found(site, word), "the page is found", SECONDS)
    change(site, f'PageViewRestriction.objects.create(page=find("room-{word}"), restriction_type="login")')
    assert found(site, word) == []


OVERTAKEN = """
import threading
from django.db import connection, transaction
from gateway.files.extraction import ReadText, store
from gateway.files.models import Document
from gateway.search.queue import held
from gateway.search.writing import write_due
from tests.live import eventually

def waiting():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return cursor.fetchone()[0]

def put(word):
    store(document, word, ReadText("read", 1, {1: f"Here stands {word}."}))

def replace():
    with transaction.atomic():
        put(new)
        has_told.set()
        eventually(waiting, "the writer of the index waits for the document")
    connection.close()

has_told, replacing = threading.Event(), threading.Thread(target=replace)
with held():  # no worker is woken
    document = Document.objects.bulk_create([Document(title="Paper", file=f"{old}.pdf", text_state="read")])[0]
    put(old)
    add_page(home, StandardPage(title=new, slug=new, body=[("download", {"document": document, "note": ""})]))
    replacing.start()
    has_told.wait()
    write_due()
    replacing.join()
"""


@pytest.mark.xdist_group("postgresql")
def test_text_that_overtakes_the_writer_of_a_new_page_is_not_lost(postgres_site):
    """It tells the pages known to show the document, this one is not among them; then the page is read, then it commits."""
    old, new = (f"zq{uuid.uuid4().hex[:8]}" for _ in range(2))
    change(postgres_site, f"old, new = {old!r}, {new!r}\n{OVERTAKEN}")
    assert (found(postgres_site, old), found(postgres_site, new)) == ([], [new])
