import json

import pytest

from tests.factories.research import by_institution, by_person, make_publication


@pytest.fixture
def three(library):
    return [make_publication(library, by_person("Khan"), title="Cash", published=year) for year in ("2025", "2024", "2023")]


def test_the_filtered_list_is_exported_whole_and_in_its_order(client, three):
    items = json.loads(client.get("/research/?format=csl&year=2025&year=2023&sort=oldest").content)
    assert [item["id"] for item in items] == ["khan2023cash", "khan2025cash"]


@pytest.mark.parametrize(
    ("code", "content_type", "file_name"),
    [
        ("bibtex", "application/x-bibtex", "publications.bib"),
        ("ris", "application/x-research-info-systems", "publications.ris"),
        ("csl", "application/vnd.citationstyles.csl+json", "publications.json"),
        ("csv", "text/csv", "publications.csv"),
    ],
)
def test_each_format_says_what_it_is(client, three, code, content_type, file_name):
    response = client.get(f"/research/?format={code}")
    assert response["Content-Type"] == f"{content_type}; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{file_name}"'


@pytest.mark.parametrize("query", ["format=pdf", "format=", "format=%00", "format=csv&kind=elephants"])
def test_a_file_is_not_made_of_what_is_not_understood(client, three, query):
    response = client.get(f"/research/?{query}")
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(("extension", "sign"), [("bib", "@techreport{khan2025cash"), ("ris", "TY  - RPRT"), ("json", '"id"')])
def test_one_publication_is_cited_below_its_address(client, three, extension, sign):
    for prefix in ("", "/ur"):
        response = client.get(f"{prefix}/research/{three[0].slug}/cite.{extension}")
        assert sign in response.content.decode()


@pytest.mark.parametrize("address", ["/cite.bib", "/research/cite.bib", "/research/nowhere/cite.bib", "/nowhere/cite.ris"])
def test_other_addresses_cite_nothing(client, three, address):
    assert client.get(address).status_code == 404


def test_a_translated_page_is_cited_by_the_title_of_the_work(client, library, urdu_home):
    page = make_publication(library, by_institution("BISP"), title="Counting families")
    library.copy_for_translation(urdu_home.locale).save_revision().publish()
    urdu = page.copy_for_translation(urdu_home.locale)
    urdu.title = "خاندانوں کی گنتی"
    urdu.save_revision().publish()
    assert "Counting families" in client.get(f"/ur/research/{page.slug}/cite.bib").content.decode()
    page.language = urdu.language = "ur"
    page.save_revision().publish()
    urdu.save_revision().publish()
    assert "خاندانوں کی گنتی" in client.get(f"/research/{page.slug}/cite.bib").content.decode()
    type(urdu).objects.get(pk=urdu.pk).unpublish()
    assert "Counting families" in client.get(f"/research/{page.slug}/cite.bib").content.decode()


def test_addresses_answer_reading_only(client, three):
    assert client.post(f"/research/{three[0].slug}/cite.bib").status_code == 405
    assert client.post("/research/feed.xml").status_code == 405
