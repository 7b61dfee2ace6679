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
PHONES = [320, 360]


@pytest.fixture(scope="session")
def addresses(live_site: LiveSite) -> dict[str, str]:
    return json.loads(live_site.do(ONE_PAGE_OF_EACH_TYPE)) | OTHER_ADDRESSES


@pytest.mark.parametrize(
    ("prefix", "widths", "scheme"), [("/ur", PHONES, "dark"), ("", [1280], "light")], ids=["urdu phone", "english desk"]
)
def test_axe_finds_nothing_and_nothing_hangs_over_the_edge(visitor, addresses, prefix, widths, scheme):
    someone, violations, over = visitor(widths[-1], color_scheme=scheme), [], []
    for address in addresses.values():
        someone.go(prefix + address)
        violations += someone.violations()
        over += overflows(someone, widths)
    assert violations == []
    assert over == []
    assert someone.complaints == []


@pytest.mark.parametrize("prefix", ["", "/ur"], ids=["english", "urdu"])
def test_every_page_answers_and_names_itself_and_fits_a_phone_without_javascript(visitor, addresses, prefix):
    someone, over = visitor(PHONES[-1], java_script_enabled=False), []
    for address in addresses.values():
        assert someone.go(prefix + address) == 200, address
        assert someone.page.locator("h1").count() == 1, address
        assert someone.page.locator("main").inner_text().strip(), address
        over += overflows(someone, PHONES)
    assert over == []


def overflows(someone, widths: list[int]) -> list[str]:
    """The pages that are wider than a screen of one of these widths; the screen keeps the last."""
    found = []
    for width in widths:
        someone.resize(width)
        if (pixels := someone.overflow()) > 0:
            found.append(f"{someone.page.url} at {width}: {pixels} px")
    return found


def test_each_page_type_has_a_page_in_the_starter_content(live_site, addresses):
    names = json.loads(
        live_site.do(
            "import json\nfrom gateway.accounts.checks import house_page_types\n"
            "print(json.dumps([m.__name__ for m in house_page_types()]))"
        )
    )
    assert set(names) - set(addresses) <= CLOSED_TYPES
