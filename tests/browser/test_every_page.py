"""Every kind of page, in both languages, on a phone and at a desk: readable by all, and nothing hangs over the edge."""

import json

import pytest

from tests.live import LiveSite

ONE_PAGE_OF_EACH_TYPE = """
import json
from django.contrib.auth.models import AnonymousUser
from gateway.accounts.audience import readable
from gateway.accounts.checks import house_page_types
pages = [readable(model.objects.filter(locale__language_code="en"), AnonymousUser()).first() for model in house_page_types()]
print(json.dumps({type(page).__name__: page.url for page in pages if page}))
"""
OTHER_ADDRESSES = {
    "search": "/search/",
    "hits": "/search/?q=protection",
    "no hits": "/search/?q=zzzzzz",
    "sign in": "/accounts/login/",
    "sign up": "/accounts/signup/",
    "forgotten": "/accounts/password/reset/",
    "releases": "/statistics/releases/",
    "explorer": "/statistics/explore/",
    "provinces over time": "/statistics/explore/?programme=kafaalat&indicator=families_paid&by=province&period=all",
    "districts": "/statistics/explore/?programme=kafaalat&indicator=families_enrolled,families_paid&by=district",
    "embedded": "/statistics/embed/?programme=bisp&indicator=persons_ever_paid&by=province&view=map",
}
CLOSED_TYPES = {"MeetingPage"}


@pytest.fixture(scope="session")
def addresses(live_site: LiveSite) -> dict[str, str]:
    return json.loads(live_site.do(ONE_PAGE_OF_EACH_TYPE)) | OTHER_ADDRESSES


@pytest.mark.parametrize("prefix", ["", "/ur"], ids=["english", "urdu"])
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing(visitor, addresses, prefix, width, scheme):
    someone, violations = visitor(width, color_scheme=scheme), []
    for address in addresses.values():
        someone.go(prefix + address)
        violations += someone.violations()
    assert violations == []
    assert someone.complaints == []


@pytest.mark.parametrize("prefix", ["", "/ur"], ids=["english", "urdu"])
@pytest.mark.parametrize("width", [320, 360])
def test_no_page_is_wider_than_a_phone(visitor, addresses, prefix, width):
    someone = visitor(width)
    over = {}
    for name, address in addresses.items():
        someone.go(prefix + address)
        over[name] = someone.overflow()
    assert {name: pixels for name, pixels in over.items() if pixels > 0} == {}


@pytest.mark.parametrize("prefix", ["", "/ur"], ids=["english", "urdu"])
def test_every_page_answers_and_names_itself_without_javascript(visitor, addresses, prefix):
    someone = visitor(java_script_enabled=False)
    for address in addresses.values():
        assert someone.go(prefix + address) == 200, address
        assert someone.page.locator("h1").count() == 1, address
        assert someone.page.locator("main").inner_text().strip(), address


def test_each_page_type_has_a_page_in_the_starter_content(live_site, addresses):
    names = json.loads(
        live_site.do(
            "import json\nfrom gateway.accounts.checks import house_page_types\n"
            "print(json.dumps([m.__name__ for m in house_page_types()]))"
        )
    )
    assert set(names) - set(addresses) <= CLOSED_TYPES
