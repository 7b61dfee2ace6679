"""A page is translated in the admin, and readers of Urdu see it once it is published, not before."""

import pytest
from django.urls import reverse
from wagtail.models import Locale

from gateway.accounts.models import User
from gateway.pages.models import StandardPage
from gateway.starter.site import add_page


@pytest.fixture
def page(home, client):
    client.force_login(User.objects.create_superuser("root@example.org", "correct-horse-battery"))
    return add_page(home, StandardPage(title="Complaints", slug="complaints", summary="Where to complain."))


@pytest.fixture
def submitted(page, client):
    urdu = Locale.objects.get(language_code="ur")
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    assert client.post(address, {"locales": [urdu.pk]}).status_code == 302
    return page.get_translation(urdu)


def test_a_translation_begins_as_a_draft(submitted):
    assert not submitted.live


def test_until_it_is_published_readers_of_urdu_see_the_english_page_as_english(submitted, client):
    shown = client.get("/ur/complaints/").content.decode()
    assert 'lang="en"' in shown
    assert "Where to complain." in shown


def test_once_published_it_stands_under_the_same_address(submitted, client):
    submitted.title = "شکایات"
    submitted.save_revision().publish()
    shown = client.get("/ur/complaints/").content.decode()
    assert "شکایات" in shown
    assert submitted.slug == "complaints"
