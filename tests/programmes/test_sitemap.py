"""The statistics in the sitemap: what a search may lead to, and nothing that is closed."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from programmes.sitemap import StatisticsSitemap

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
PAID = ("kafaalat", "families_paid")
SITE = "http://testserver"

pytestmark = pytest.mark.usefixtures("home", "areas")


def found(client, address="/sitemap.xml") -> dict[str, ElementTree.Element]:
    tree = ElementTree.fromstring(client.get(address).content)  # noqa: S314
    return {url.findtext("s:loc", "", NAMES).removeprefix(SITE): url for url in tree.findall("s:url", NAMES)}


def test_explorer_releases_and_the_latest_totals_are_in_it_with_dates_and_both_languages(client, make_release):
    cells = [(*PAID, period, area, 10) for period in ("2024-Q4", "2025-Q1") for area in ("PK", "PK6", "PK601")]
    release = make_release([*cells, (*PAID, "2025-Q1", "PK", 5, "F"), (*PAID, "2026-Q4", "PK", 9, "_T", "normal", "F")])
    urls = found(client)
    for address in (
        "/statistics/explore/",
        "/statistics/releases/",
        f"/statistics/releases/{release.pk}/",
        "/statistics/changes/",
    ):
        assert {address, f"/ur{address}"} <= urls.keys()
    figures = {address for address in urls if "/figures/" in address and not address.startswith("/ur/")}
    assert figures == {f"/statistics/figures/kafaalat/families_paid/{area}/2025-Q1/" for area in ("PK", "PK-PB")}
    dates = {urls[address].findtext("s:lastmod", "", NAMES) for address in (*figures, "/statistics/explore/")}
    assert dates == {"2025-04-01"}
    links = urls["/statistics/releases/"].findall("x:link", NAMES)
    pairs = {(link.get("hreflang"), link.get("href")) for link in links}
    assert pairs == {("en", f"{SITE}/statistics/releases/"), ("ur", f"{SITE}/ur/statistics/releases/")}


def test_what_waits_for_its_hour_is_not_in_it(client, make_release):
    make_release([(*PAID, "2025-Q1", "PK", 10)], embargo_until=timezone.now() + timedelta(days=1))
    assert not [address for address in found(client) if "/statistics/" in address]


def test_made_up_and_hidden_figures_are_not_looked_for(client, make_release):
    make_release([(*PAID, "2025-Q1", "PK", 10)], registry="synthetic")
    make_release([(*PAID, "2025-Q1", "PK6", None)], dataset="other")
    assert not [address for address in found(client) if "/figures/" in address]


def test_withdrawn_release_stays_in_it_with_the_day_of_its_withdrawal(client, make_release):
    release = make_release([(*PAID, "2025-Q1", "PK", 10)], state="withdrawn", decided_at=datetime(2025, 7, 1, tzinfo=UTC))
    urls = found(client)
    assert urls[f"/statistics/releases/{release.pk}/"].findtext("s:lastmod", "", NAMES) == "2025-07-01"
    assert not [address for address in urls if "/figures/" in address]


def test_statistics_have_a_part_of_their_own_where_the_sitemap_is_large(client, make_release, monkeypatch):
    make_release([(*PAID, "2025-Q1", "PK", 10)])
    monkeypatch.setattr(StatisticsSitemap, "limit", 4)
    index = client.get("/sitemap.xml").content.decode()
    assert f"{SITE}/sitemap-statistics.xml?p=2" in index
    assert len(found(client, "/sitemap-statistics.xml?p=2")) == 4
    assert client.get("/sitemap-nothing.xml").status_code == 404
