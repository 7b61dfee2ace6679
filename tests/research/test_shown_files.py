"""The files on a publication's page, and the references that one copies from it."""

import pytest
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from gateway.accounts.models import User
from gateway.accounts.signals import store_audiences
from research.models import CourseLink
from tests.factories.documents import publication_file
from tests.factories.research import by_person, make_publication
from tests.research.test_publication_page import body


@pytest.fixture
def closed_file(db):
    file = publication_file("Members' annex")
    file.document.collection = Collection.get_first_root_node().add_child(name="Members")
    file.document.save()
    CollectionViewRestriction.objects.create(collection=file.document.collection, restriction_type="login")
    return file


def test_a_file_of_a_closed_collection_is_not_named(client, library, closed_file):
    page = make_publication(library, files=[publication_file("Full text"), closed_file])
    html = body(client, page)
    assert "Full text" in html
    assert "Members&#x27; annex" not in html
    assert closed_file.document.url not in html
    client.force_login(User.objects.create_superuser("editor@example.org"))
    assert "Members&#x27; annex" in body(client, page)


def test_a_reference_can_be_copied_without_javascript(client, library):
    page = make_publication(library, by_person("Khan", "Amna"), title="Cash & <care>")
    for style, start in {
        "apa": "Khan, A. (2025). Cash & <care> [Report].",
        "chicago": "Khan, Amna. Cash & <care>. 2025.",
    }.items():
        assert f'href="{page.url}cite.{style}.txt" rel="nofollow" data-copy="#cite-{style}"' in body(client, page)
        answer = client.get(f"{page.url}cite.{style}.txt")
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.content.decode().startswith(start)


def test_the_reference_of_a_closed_publication_is_not_there(client, library):
    page = make_publication(library)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    store_audiences(page)
    assert client.get(f"{page.url}cite.apa.txt").status_code == 404


def test_courses_are_linked_when_the_reader_may_read_them(client, library, home):
    page = make_publication(library)
    page.course_links = [CourseLink(course=make_publication(library, title="A course"))]
    page.save()
    assert client.get(page.url).context["courses"]["terms"][0][0] == "A course"
    assert str(page.course_links.first()) == "A course"
