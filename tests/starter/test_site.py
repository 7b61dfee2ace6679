import pytest

from gateway.pages.models import HomePage
from gateway.starter.site import load_site


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["https://gateway.example.org", "http://gateway.example.org", "http://127.0.0.1:8123"])
def test_whole_addresses_of_pages_begin_with_the_public_address(settings, address):
    settings.SITE_URL = address
    load_site()
    assert HomePage.objects.get(locale__language_code="en").full_url == f"{address}/"


@pytest.mark.django_db
def test_a_new_public_address_is_taken_over_by_the_next_load(settings):
    load_site()
    settings.SITE_URL = "https://elsewhere.example.org"
    load_site()
    assert HomePage.objects.get(locale__language_code="en").full_url == "https://elsewhere.example.org/"
