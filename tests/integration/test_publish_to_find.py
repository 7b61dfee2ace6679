"""From an editor's change to what a search finds, through a real queue, worker and index, on both databases."""

import json
import uuid

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
