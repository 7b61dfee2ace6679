from gateway.accounts.models import User
from gateway.pages.models import StandardPage
from gateway.pages.panels import page_types_of_kind
from research.models import Person, PublicationPage
from tests.factories.research import make_publication


def test_an_editor_finds_every_field_of_a_publication(client, library):
    client.force_login(User.objects.create_superuser("editor@example.org"))
    page = make_publication(library)
    html = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    for name in (
        "published",
        "doi",
        "authors-TOTAL_FORMS",
        "files-TOTAL_FORMS",
        "programme_links-TOTAL_FORMS",
        "plain_language",
    ):
        assert f'name="{name}"' in html
    assert "As exact as it is known and no more" in html


def test_people_who_write_are_listed(client, db):
    client.force_login(User.objects.create_superuser("editor@example.org"))
    Person.objects.create(given_names="Amna", family_name="Khan")
    assert "Amna Khan" in client.get("/admin/snippets/research/person/").content.decode()


def test_a_chooser_offers_the_page_types_of_one_kind():
    assert page_types_of_kind("publication") == [PublicationPage]
    assert StandardPage in page_types_of_kind("page")
