"""`/api/publications`: what everyone may read, narrowed as the list is, refused with an explanation."""

import pytest
from wagtail.models import PageViewRestriction

from tests.factories.documents import document, pdf
from tests.factories.research import by_institution, by_person, make_publication, make_sindh, make_stage, make_theme

ADDRESS = "/api/publications"


def titles(client, **query) -> list[str]:
    return [each["title"] for each in client.get(ADDRESS, query).json()["results"]]


def test_a_publication_says_what_it_is(client, library):
    from research.models import PublicationFile

    page = make_publication(
        library,
        by_person("Khan", "Amna", orcid="0000-0002-1825-0097", institution=by_institution("PIDE").institution),
        by_institution("Ministry"),
        themes=[make_theme("gender")],
        stages=[make_stage("birth")],
        areas=make_sindh()[:1],
        files=[PublicationFile(document=document(pdf("words")), label="Full text")],
        published="2025-02",
        doi="10.1234/abcd",
        licence="cc-by-4.0",
    )
    [found] = client.get(ADDRESS).json()["results"]
    assert found["id"] == f"urn:uuid:{page.translation_key}"
    assert found["url"] == f"http://testserver/research/{page.slug}/"
    assert found["authors"] == [
        {"name": "Amna Khan", "orcid": "0000-0002-1825-0097", "institution": "PIDE"},
        {"name": "Ministry", "orcid": None, "institution": "Ministry"},
    ]
    assert (found["published"], found["doi"], found["kind"]) == ("2025-02", "10.1234/abcd", "report")
    assert (found["themes"], found["stages"], found["areas"]) == (["gender"], ["birth"], ["PK7"])
    assert found["licence"] == {"code": "cc-by-4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
    assert found["files"][0]["type"] == "application/pdf"
    assert client.get(found["citations"]["bib"].removeprefix("http://testserver")).status_code == 200
    assert client.get(f"{ADDRESS}/{found['id']}").json() == client.get(f"{ADDRESS}/{page.translation_key}").json() == found


def test_filters_narrow_and_may_be_joined_by_commas_or_repeated(client, library):
    for kind in ("law", "guide", "report"):
        make_publication(library, title=kind, kind=kind, published="2024" if kind == "law" else "2025")
    assert set(titles(client, kind="law,guide")) == set(titles(client, kind=["law", "guide"])) == {"law", "guide"}
    assert titles(client, kind="law,guide", year="2025") == ["guide"]
    assert titles(client, sort="title") == ["guide", "law", "report"]


def test_a_long_list_comes_in_pages(client, library, monkeypatch):
    monkeypatch.setattr("research.api.PAGE_SIZE", 2)
    for number in range(3):
        make_publication(library, title=f"Work {number}", kind="law")
    first = client.get(ADDRESS, {"kind": "law", "sort": "title"}).json()
    assert (first["total"], first["page"], first["pages"]) == (3, 1, 2)
    assert first["next"] == "http://testserver/api/publications?kind=law&sort=title&page=2"
    last = client.get(first["next"].removeprefix("http://testserver")).json()
    assert last["next"] is None
    assert [each["title"] for each in (*first["results"], *last["results"])] == ["Work 0", "Work 1", "Work 2"]


@pytest.mark.parametrize(
    ("query", "parameter", "near"),
    [
        ("kind=laws", "kind", ["law"]),
        ("theme=gendre", "theme", ["gender"]),
        ("sort=newst", "sort", ["newest"]),
        ("knid=law", "knid", ["kind"]),
        ("page=2", "page", []),
        ("page=x", "page", []),
        ("page=1&page=1", "page", []),
        ("year=1066", "year", []),
        ("kind=" + "law," * 60, "kind", []),
    ],
)
def test_what_is_not_understood_is_refused_with_an_explanation(client, library, query, parameter, near):
    make_publication(library, themes=[make_theme("gender")])
    answer = client.get(f"{ADDRESS}?{query}")
    assert answer.status_code == 400
    assert answer.json()["parameter"] == parameter
    assert set(near) <= set(answer.json()["near"])
    assert answer["Cache-Control"] == "no-store"


def test_what_is_closed_is_as_if_it_were_not_there(client, library, learner):
    page = make_publication(library, title="Zanglophir")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    client.force_login(learner)
    assert titles(client) == []
    closed, unknown = (client.get(f"{ADDRESS}/{key}") for key in (page.translation_key, "no-uuid"))
    assert closed.status_code == unknown.status_code == 404
    assert closed.content == unknown.content


def test_an_answer_that_is_known_is_not_sent_again(client, library):
    page = make_publication(library)
    first = client.get(ADDRESS)
    assert client.get(ADDRESS, headers={"if-none-match": first["ETag"]}).status_code == 304
    page.title = "Another"
    page.save()
    assert client.get(ADDRESS, headers={"if-none-match": first["ETag"]}).status_code == 200
    assert client.head(ADDRESS).status_code == 200
    assert first["Access-Control-Allow-Origin"] == "*"


def test_queries_do_not_grow_with_the_list(client, library, django_assert_max_num_queries):
    for number in range(6):
        make_publication(library, by_person(f"Khan {number}"))
    with django_assert_max_num_queries(30):
        client.get(ADDRESS)
