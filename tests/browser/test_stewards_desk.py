"""An export's whole way: handed in with a browser, watched, held, and published by another steward."""

import re

from tests.browser.visitor import Visitor

SECOND = "second-steward@example.org"
PASSWORD = "two stewards are safer than one"
MAKE_SECOND_STEWARD = f"""
from gateway.starter.accounts import make_account
make_account({SECOND!r}, {PASSWORD!r}, ["Data stewards"], first_name="Tahir")
"""


def hand_in(person: Visitor, export) -> None:
    person.go("/admin/statistics/hand-in/")
    person.page.set_input_files("input[name=manifest]", export / "datapackage.json")
    person.page.set_input_files("input[name=data]", export / "data.csv")
    person.page.check("input[name=purpose][value=hand-in]")
    person.page.click("form[data-hand-in] button[type=submit]")
    watch(person)


def watch(person: Visitor) -> None:
    """Until the run is over."""
    person.page.wait_for_url(re.compile(r"/statistics/runs/\d+/$"))
    person.page.wait_for_selector("[data-progress]", state="detached")


def test_export_is_handed_in_by_one_steward_and_published_by_another(visitor, live_site, tmp_path):
    export = tmp_path / "export"
    live_site.do(MAKE_SECOND_STEWARD)
    live_site.manage("make_export", str(export), "--rows", "20000", "--seed", "5", "--dataset", "kafaalat-payments")
    first, second = visitor(), visitor(360)
    first.sign_in("steward@example.org")
    hand_in(first, export)
    assert "waits for a data steward" in first.text()
    assert first.violations() == []
    first.page.get_by_role("link", name="To the release").click()
    assert "You handed this export in yourself" in first.text()
    assert first.page.get_by_role("button", name="Publish", exact=True).count() == 0

    second.sign_in(SECOND, PASSWORD)
    second.page.goto(first.page.url)
    assert "Largest first" in second.text()
    assert second.overflow() <= 0
    second.page.fill("#publish_reason", "The registry counted a sample.")
    second.page.get_by_role("button", name="Publish", exact=True).click()
    watch(second)
    assert "Readers see the new figures" in second.text()
    number = re.search(r"/releases/(\d+)/", first.page.url)[1]
    reader = visitor()
    assert reader.go(f"/statistics/releases/{number}/") == 200
    assert "The registry counted a sample." in reader.text()
    assert first.complaints + second.complaints + reader.complaints == []
