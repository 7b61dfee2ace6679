from datetime import timedelta
from xml.etree import ElementTree

from django.utils import timezone

from tests.factories.research import by_person, make_publication, make_theme

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def entries(client, address="/research/feed.xml") -> list[ElementTree.Element]:
    response = client.get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content).findall("a:entry", ATOM)  # noqa: S314


def text(entry, name: str) -> str:
    return entry.findtext(f"a:{name}", namespaces=ATOM)


def test_the_last_added_come_first(client, library):
    make_publication(library, title="Later", published="1999")
    earlier = timezone.now() - timedelta(days=1)
    make_publication(library, title="Earlier", published="2025", first_published_at=earlier)
    assert [text(entry, "title") for entry in entries(client)] == ["Later", "Earlier"]


def test_an_entry_keeps_its_name_when_it_is_translated(client, library, urdu_home):
    page = make_publication(library, by_person("Khan"), themes=[make_theme("gender")], summary="Short.")
    library.copy_for_translation(urdu_home.locale).save_revision().publish()
    page.copy_for_translation(urdu_home.locale).save_revision().publish()
    [english], [urdu] = entries(client), entries(client, "/ur/research/feed.xml")
    assert text(english, "id") == text(urdu, "id") == f"urn:uuid:{page.translation_key}"
    assert english.find("a:link", ATOM).get("href") == f"http://testserver/research/{page.slug}/"
    assert urdu.find("a:link", ATOM).get("href") == f"http://testserver/ur/research/{page.slug}/"
    assert english.find("a:category", ATOM).get("term") == "Gender"
    assert english.findtext("a:author/a:name", namespaces=ATOM) == "Khan"


def test_a_feed_follows_the_filters_of_the_list(client, library):
    make_publication(library, title="Guide", kind="guide")
    make_publication(library, title="Report", kind="report")
    assert [text(entry, "title") for entry in entries(client, "/research/feed.xml?kind=guide")] == ["Guide"]


def test_without_a_library_there_is_no_feed(client, home):
    assert client.get("/research/feed.xml").status_code == 404
