"""The explorer answers each choice at once, and the reader stays where they were."""

import re
from html import unescape

from playwright.sync_api import expect


def test_a_choice_is_shown_at_once_and_keeps_the_readers_place(visitor):
    someone = visitor(360)
    someone.go("/statistics/explore/?indicator=families_paid&view=&programme=kafaalat")
    assert someone.page.url.endswith("?programme=kafaalat&indicator=families_paid")
    someone.page.click("#pick-area > summary")
    someone.page.locator("input[name=area][value=PK-PB]").focus()
    someone.page.keyboard.press("Space")
    someone.page.wait_for_url("**/?programme=kafaalat&indicator=families_paid&area=PK,PK-PB")
    place = someone.page.locator("input[name=area][value=PK-PB]")
    expect(place).to_be_checked()
    expect(place).to_be_focused()
    expect(someone.page.locator("#pick-area")).to_have_attribute("open", "")
    expect(someone.page.locator("#share-link")).to_have_value(someone.page.url)
    someone.page.keyboard.press("Escape")
    expect(someone.page.locator("#pick-area > summary")).to_be_focused()
    someone.page.go_back()
    expect(someone.page.locator("input[name=area][value=PK-PB]")).not_to_be_checked()
    assert someone.complaints == []
    someone.go("/ur/statistics/explore/?programme=kafaalat&indicator=families_paid&by=province")
    frame = someone.page.locator("#share-embed").input_value()
    address, height = (re.search(rf'{name}="([^"]+)"', frame)[1] for name in ("src", "height"))
    someone.page.set_viewport_size({"width": 360, "height": 200})
    someone.page.goto(unescape(address))
    needed = someone.page.evaluate("document.documentElement.scrollHeight")
    assert needed <= int(height) <= 1.6 * needed
