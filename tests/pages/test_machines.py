"""What machines find at the root: sitemap, robots.txt, OpenSearch."""

from xml.etree import ElementTree

import pytest
from wagtail.models import PageViewRestriction

from gateway.accounts.signals import store_audiences
from gateway.pages.models import StandardPage
from gateway.pages.sitemap import PageSitemap
from gateway.starter.site import add_page

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def sitemap(client, address="/sitemap.xml") -> ElementTree.Element:
    return ElementTree.fromstring(client.get(address).content)  # noqa: S314


def locations(tree) -> list[str]:
    return [element.text for element in tree.findall(".//s:loc", NAMES)]


def test_sitemap_holds_public_pages_with_their_dates(client, home):
    add_page(home, StandardPage(title="About", slug="about"))
    tree = sitemap(client)
    assert locations(tree) == ["http://testserver/", "http://testserver/about/", "http://testserver/ur/"]
    assert len(tree.findall(".//s:lastmod", NAMES)) >= 1


def test_sitemap_names_translations_and_no_untranslated_twin(client, home, urdu_home):
    page = add_page(home, StandardPage(title="About", slug="about"))
    assert "http://testserver/ur/about/" not in locations(sitemap(client))
    page.copy_for_translation(urdu_home.locale).save_revision().publish()
    [url] = [
        each for each in sitemap(client).findall("s:url", NAMES) if each.findtext("s:loc", None, NAMES).endswith("/ur/about/")
    ]
    pairs = {(link.get("hreflang"), link.get("href")) for link in url.findall("x:link", NAMES)}
    assert pairs == {("en", "http://testserver/about/"), ("ur", "http://testserver/ur/about/")}


def test_sitemap_leaves_out_drafts_and_closed_pages_and_all_below_them(client, home):
    add_page(home, StandardPage(title="Draft", slug="draft")).unpublish()
    closed = add_page(home, StandardPage(title="Closed", slug="closed"))
    add_page(closed, StandardPage(title="Below", slug="below"))
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    store_audiences(closed)
    found = " ".join(locations(sitemap(client)))
    assert "draft" not in found
    assert "closed" not in found


def test_a_large_sitemap_is_an_index_of_parts(client, home, monkeypatch):
    add_page(home, StandardPage(title="About", slug="about"))
    monkeypatch.setattr(PageSitemap, "limit", 2)
    first, second = locations(sitemap(client))
    assert (first, second) == ("http://testserver/sitemap-pages.xml", "http://testserver/sitemap-pages.xml?p=2")
    assert len(locations(sitemap(client, "/sitemap-pages.xml?p=2"))) == 1


@pytest.mark.parametrize("page", ["x", "99999999999999999999", "%00", "-1"])
def test_a_part_that_is_not_there_is_not_found(client, home, page):
    assert client.get(f"/sitemap.xml?p={page}").status_code == 404


def test_robots_are_told_where_the_sitemap_is_and_what_to_leave_alone(client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/\n" in text
    assert "Sitemap: http://testserver/sitemap.xml\n" in text


def test_a_browser_learns_how_to_search_here(client):
    response = client.get("/opensearch.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    names = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    tree = ElementTree.fromstring(response.content)  # noqa: S314
    assert tree.findtext("o:ShortName", None, names) == "SP Gateway"
    assert tree.find("o:Url", names).get("template").startswith("http://testserver/search/?q={searchTerms}")
