"""A person at a browser: goes to pages, reads, types, clicks; notes what the browser complains about."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import Page, Request

from tests.live import LiveSite

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN_AXE = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"


@dataclass
class Visitor:
    page: Page
    site: LiveSite
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(20_000)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))
        self.page.on("console", self.hear)
        self.page.on("request", self.watch)
        self.page.on(
            "response", lambda answer: answer.status >= 500 and self.complaints.append(f"{answer.url}: {answer.status}")
        )

    def hear(self, message) -> None:
        if message.type == "error" and "status of 404" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def watch(self, request: Request) -> None:
        if urlsplit(request.url).scheme.startswith("http") and not request.url.startswith(self.site.url):
            self.complaints.append(f"{self.page.url} asks another host: {request.url}")

    def go(self, path: str) -> int:
        """The status of the answer."""
        return self.page.goto(self.site.url + path).status

    def text(self) -> str:
        return self.page.inner_text("main")

    def sign_in(self, address: str, password: str = "") -> None:
        self.go("/accounts/login/")
        self.page.fill("input[name=login]", address)
        self.page.fill("input[name=password]", password or self.site.accounts[address])
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "/login/" not in url)

    def search(self, words: str) -> None:
        """Types into the search field that every page has, and asks."""
        field = self.page.locator("input[name=q]:visible").first
        field.fill(words)
        field.press("Enter")
        self.page.wait_for_url("**/search/**")

    def hits(self) -> list[str]:
        return self.page.locator("[data-result] a").all_inner_texts()

    def resize(self, width: int) -> None:
        """To a screen so many CSS pixels wide."""
        self.page.set_viewport_size(self.page.viewport_size | {"width": width})

    def overflow(self) -> int:
        """By how many pixels the page is wider than the screen."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def violations(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA, contrast included."""
        self.page.evaluate(axe_source())
        found = self.page.evaluate(RUN_AXE, TAGS)["violations"]
        return [
            f"{urlsplit(self.page.url).path} {v['id']}: {node['target']} {node['failureSummary']}"
            for v in found
            for node in v["nodes"]
        ]


@cache
def axe_source() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
