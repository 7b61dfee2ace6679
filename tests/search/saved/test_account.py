"""Saved searches in a person's account: saved from the search page, changed, deleted, and seen by nobody else."""

import pytest
from django.test import Client

from gateway.search.models import SavedSearch
from gateway.search.saved import keeping
from gateway.search.saved.feed import feed_url
from gateway.search.saved.tickets import stop_url

ROOT = "http://127.0.0.1:8000"


@pytest.fixture
def signed_in(client, home, member):
    client.force_login(member)
    return client


def test_the_search_that_one_sees_is_saved_with_its_filters(signed_in, member):
    page = signed_in.get("/search/", {"q": "cash aid", "kind": "page", "sort": "newest"}).content.decode()
    address = "/accounts/searches/save/?q=cash+aid&kind=page&sort=newest"
    assert address.replace("&", "&amp;") in page
    form = signed_in.get(address).content.decode()
    assert 'value="cash aid"' in form
    answer = signed_in.post(address, {"name": " Cash \n aid\x00 ".replace("\x00", "\x07"), "letters": "weekly"}, follow=True)
    assert answer.redirect_chain == [("/accounts/searches/", 302)]
    (saved,) = SavedSearch.objects.all()
    assert (saved.owner, saved.name, saved.letters) == (member, "Cash aid", "weekly")
    assert saved.address == "q=cash+aid&kind=page&sort=newest"
    listed = answer.content.decode()
    assert 'href="/search/?q=cash+aid&amp;kind=page&amp;sort=newest"' in listed
    assert "Every Monday morning" in listed


def test_nobody_is_asked_to_save_a_search_for_nothing(signed_in):
    assert "accounts/searches" not in signed_in.get("/search/").content.decode().partition("<main")[2]


def test_who_is_not_signed_in_signs_in_and_comes_back(client, home):
    answer = client.get("/accounts/searches/save/", {"q": "cash"})
    assert answer.url == "/accounts/login/?next=/accounts/searches/save/%3Fq%3Dcash"


def test_one_search_is_saved_once(signed_in, saved):
    search = saved("q=cash")
    answer = signed_in.get("/accounts/searches/save/?q=cash&page=3", follow=True)
    assert answer.redirect_chain == [(f"/accounts/searches/{search.pk}/", 302)]
    assert "saved this search already" in answer.content.decode()


def test_a_person_keeps_fifty_searches_at_most(signed_in, saved, monkeypatch):
    monkeypatch.setattr(keeping, "SEARCHES_AT_MOST", 1)
    saved("q=first")
    answer = signed_in.post("/accounts/searches/save/?q=second", {"name": "Second", "letters": "never"}, follow=True)
    assert "as many as one may" in answer.content.decode()
    assert SavedSearch.objects.count() == 1


def test_an_empty_list_leads_to_the_search(signed_in):
    assert "You have saved no search yet" in signed_in.get("/accounts/searches/").content.decode()
    assert 'href="/accounts/searches/"' in signed_in.get("/accounts/profile/").content.decode()


def test_a_search_is_renamed_and_its_letters_changed(signed_in, saved):
    search = saved()
    address = f"/accounts/searches/{search.pk}/"
    assert "Give the search a name" in signed_in.post(address, {"name": "\x07", "letters": "never"}).content.decode()
    signed_in.post(address, {"name": "Aid", "letters": "never", "feed_names_closed": "on"})
    search.refresh_from_db()
    assert (search.name, search.letters, search.due_at, search.feed_names_closed) == ("Aid", "never", None, True)


def test_a_new_feed_address_closes_the_old_one(signed_in, saved):
    search = saved()
    old = feed_url(search)
    assert old in signed_in.get(f"/accounts/searches/{search.pk}/").content.decode()
    signed_in.post(f"/accounts/searches/{search.pk}/feed/")
    search.refresh_from_db()
    assert signed_in.get(old.removeprefix(ROOT)).status_code == 404
    assert signed_in.get(feed_url(search).removeprefix(ROOT)).status_code == 200


def test_a_deleted_search_takes_its_feed_with_it(signed_in, saved):
    search = saved()
    signed_in.post(f"/accounts/searches/{search.pk}/delete/")
    assert not SavedSearch.objects.exists()
    assert signed_in.get(feed_url(search).removeprefix(ROOT)).status_code == 404
    assert "No more letters" in signed_in.get(stop_url(search).removeprefix(ROOT)).content.decode()


@pytest.mark.parametrize("action", ["", "delete/", "feed/"])
def test_another_persons_search_does_not_exist(client, home, saved, learner, action):
    search = saved()
    client.force_login(learner)
    assert client.post(f"/accounts/searches/{search.pk}/{action}", {"name": "Mine", "letters": "never"}).status_code == 404
    assert client.get(f"/accounts/searches/{search.pk}/").status_code == 404
    assert search.name not in client.get("/accounts/searches/").content.decode().partition("<main")[2]
    search.refresh_from_db()
    assert search.letters == "daily"


def test_a_look_at_the_link_stops_nothing_and_one_click_does(home, saved):
    search, stranger = saved(), Client(enforce_csrf_checks=True)
    address = stop_url(search).removeprefix(ROOT)
    assert "<button" in stranger.get(address).content.decode()
    search.refresh_from_db()
    assert search.letters == "daily"
    answer = stranger.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "No more letters" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    search.refresh_from_db()
    assert (search.letters, str(search)) == ("never", "Cash")


def test_a_link_that_nobody_signed_stops_nothing(client, home, saved):
    search = saved()
    for ticket in (f"{search.pk}:forged", str(search.pk), "x:y"):
        assert client.post(f"/accounts/searches/stop/{ticket}/").status_code == 404
    search.refresh_from_db()
    assert search.letters == "daily"
