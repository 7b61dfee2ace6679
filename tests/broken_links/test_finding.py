"""Links are found wherever a page keeps them, and none that leads back into the site."""

import pytest

from gateway.broken_links.collecting import collect
from gateway.broken_links.finding import leads_out, outside_links
from gateway.broken_links.models import Link, LinkPlace
from gateway.pages.models import StandardPage
from gateway.starter.site import add_page
from research.models import Version
from tests.factories.research import make_library, make_publication

BODY = [
    {
        "type": "text",
        "value": '<p><a href="https://one.example.org/a?b=1&amp;c=2#part">one</a> <a linktype="page" id="3">in</a></p>',
    },
    {"type": "text", "value": '<p>https://not-a-link.example.org/ <a href="mailto:x@example.org">mail</a></p>'},
]


@pytest.fixture
def page(home):
    return add_page(home, StandardPage(title="About", slug="about", body=BODY))


def test_links_of_texts(page):
    assert outside_links(page) == {"https://one.example.org/a?b=1&c=2"}


def test_links_of_fields_parts_and_identifiers(home):
    library = make_library(home, introduction='<p><a href="http://two.example.org/">two</a></p>')
    assert outside_links(library) == {"http://two.example.org/"}
    page = make_publication(library, doi="10.1234/abc", external_link="https://publisher.example.org/x")
    page.versions = [Version(label="2", published="2025", doi="10.1234/abc.2")]
    page.body = [{"type": "number", "value": {"source_url": "https://source.example.org/table"}}]
    found = outside_links(page)
    assert {"https://doi.org/10.1234/abc", "https://doi.org/10.1234/abc.2", "https://publisher.example.org/x"} <= found


@pytest.mark.parametrize(
    "address",
    [
        "/about/",
        "ftp://example.org/",
        "http://127.0.0.1:8000/x",
        "http://localhost/x",
        "https://",
        "https://[",
        "https://a/" + "x" * 1000,
    ],
)
def test_what_does_not_lead_out(address):
    assert not leads_out(address)


def test_places_follow_the_pages(page, home):
    other = add_page(home, StandardPage(title="Other", slug="other", body=BODY))
    collect()
    assert Link.objects.get().places.count() == 2
    other.unpublish()
    page.body = []
    page.save_revision().publish()
    collect()
    assert not LinkPlace.objects.exists()
    assert not Link.objects.exists()


def test_a_second_look_writes_nothing(page, django_assert_max_num_queries):
    collect()
    before = list(LinkPlace.objects.values_list("pk", flat=True))
    collect()
    assert list(LinkPlace.objects.values_list("pk", flat=True)) == before
