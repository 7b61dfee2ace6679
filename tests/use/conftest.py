import pytest

from gateway.pages.models import StandardPage
from gateway.starter.site import add_page
from gateway.use import counting
from gateway.use.tally import Tally

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def page(home):
    return add_page(home, StandardPage(title="About", slug="about"))


@pytest.fixture
def tally(monkeypatch, settings):
    """A tally of the test's own, which writes each visit at once."""
    settings.COUNT_USE = True
    own = Tally(clock=iter(range(0, 10**9, 1000)).__next__)
    monkeypatch.setattr(counting, "tally", own)
    return own
