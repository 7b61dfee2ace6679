import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from scripts.needs import chromium
from tests.browser.visitor import Visitor
from tests.live import LiveSite

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
]
HEIGHT = 900


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Playwright keeps an event loop in this thread, which Django would take for an asynchronous caller in later tests."""
    program = chromium()
    assert program, "Chromium is missing: run `make needs`"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(program), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visitor(browser: Browser, live_site: LiveSite) -> Iterator[Callable[..., Visitor]]:
    """Makes a visitor with a browser of their own; `width` in CSS pixels, the rest as Playwright names it."""
    contexts = []

    def arrive(width: int = 1280, **options) -> Visitor:
        context = browser.new_context(viewport={"width": width, "height": HEIGHT}, reduced_motion="reduce", **options)
        contexts.append(context)
        return Visitor(context.new_page(), live_site)

    yield arrive
    for context in contexts:
        context.close()


@pytest.fixture(params=[360, 1280], ids=["phone", "desk"])
def person(request: pytest.FixtureRequest, visitor: Callable[..., Visitor]) -> Visitor:
    """Someone at a phone, and someone at a desk; the test fails if their browser complained."""
    someone = visitor(request.param)
    yield someone
    assert someone.complaints == []
