import pytest
from django.urls import reverse

from gateway.accounts.models import User
from gateway.starter.taxonomy import load_taxonomy

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    load_taxonomy()
    client.force_login(User.objects.create_superuser("root@example.org", "correct-horse-battery"))
    return client


@pytest.mark.parametrize("model", ["theme", "lifecyclestage", "instrument", "institution", "area"])
def test_each_kind_of_term_has_a_list_and_a_form(admin, model):
    assert admin.get(reverse(f"wagtailsnippets_gateway_taxonomy_{model}:list")).status_code == 200
    assert admin.get(reverse(f"wagtailsnippets_gateway_taxonomy_{model}:add")).status_code == 200


def test_areas_are_found_by_iso_code_and_filtered_by_kind(admin):
    address = reverse("wagtailsnippets_gateway_taxonomy_area:list")
    assert "Sindh" in admin.get(address, {"q": "PK-SD"}).content.decode()
    districts = admin.get(address, {"kind": "district"}).content.decode()
    assert "Bagh" in districts
    assert "PK-SD" not in districts


def test_new_terms_are_found_in_the_choosers(admin):
    address = reverse("wagtailsnippetchoosers_gateway_taxonomy_institution:choose_results")
    assert "National Database and Registration Authority" in admin.get(address, {"q": "national data"}).content.decode()
