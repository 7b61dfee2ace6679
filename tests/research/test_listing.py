"""The library's list as a reader meets it: filters, counts, order, pages, and what it does with nonsense."""

import re

import pytest
from wagtail.models import PageViewRestriction

from gateway.accounts.signals import store_audiences
from research.models import Author
from tests.factories.research import by_person, make_publication, make_sindh, make_stage, make_theme


def titles(response) -> list[str]:
    return [card.title for _slug, card in response.context["lines"]]


def options(response, facet: str) -> dict[str, int]:
    [shown] = [each for each in response.context["listing"].facets if each.name == facet]
    return {option.value: option.count for option in shown.options}


def test_newest_first_unless_asked_otherwise(client, library):
    for title, published in [("Old", "2010"), ("New", "2025-02-26"), ("Between", "2025-01")]:
        make_publication(library, title=title, published=published)
    assert titles(client.get("/research/")) == ["New", "Between", "Old"]
    assert titles(client.get("/research/?sort=oldest")) == ["Old", "Between", "New"]
    assert titles(client.get("/research/?sort=title")) == ["Between", "New", "Old"]
    assert titles(client.get("/research/?sort=added")) == ["Between", "New", "Old"]
    assert titles(client.get("/research/?sort=nonsense")) == ["New", "Between", "Old"]


def test_a_line_shows_date_kind_and_authors(client, library):
    make_publication(library, by_person("Khan", "Amna"), published="2025-02", kind="evaluation")
    [(_slug, card)] = client.get("/research/").context["lines"]
    assert (card.margin, card.kind, card.facts) == ("February 2025", "evaluation", ["Amna Khan"])


def test_a_long_list_of_authors_is_shortened(client, library):
    make_publication(library, *[by_person(name) for name in "ABCDE"])
    [(_slug, card)] = client.get("/research/").context["lines"]
    assert card.facts == ["A, B, C, and others"]


def test_filters_join_within_a_facet_and_narrow_across_facets(client, library):
    gender, nutrition = make_theme("gender"), make_theme("nutrition")
    make_publication(library, title="Both", themes=[gender, nutrition], kind="guide")
    make_publication(library, title="Gender", themes=[gender], kind="report")
    make_publication(library, title="None", kind="guide")
    assert titles(client.get("/research/?theme=gender&theme=nutrition&sort=title")) == ["Both", "Gender"]
    assert titles(client.get("/research/?theme=gender&kind=guide")) == ["Both"]
    assert titles(client.get("/research/?theme=nutrition&kind=report")) == []


def test_counts_say_what_a_choice_would_bring(client, library):
    gender, nutrition = make_theme("gender"), make_theme("nutrition")
    make_publication(library, themes=[gender, nutrition], kind="guide", published="2025")
    make_publication(library, themes=[gender], kind="report", published="2024-05")
    response = client.get("/research/?theme=nutrition")
    assert options(response, "theme") == {"gender": 2, "nutrition": 1}
    assert options(response, "kind") == {"guide": 1}
    assert options(response, "year") == {"2025": 1}


def test_a_chosen_value_without_hits_can_still_be_taken_away(client, library):
    make_theme("gender")
    make_publication(library, kind="guide")
    response = client.get("/research/?theme=gender&kind=guide")
    assert options(response, "theme") == {"gender": 0}
    assert [choice.url for choice in response.context["listing"].choices] == ["?theme=gender", "?kind=guide"]
    assert "No publication fits these filters" in response.content.decode()


def test_stage_language_and_year_narrow_too(client, library):
    youth = make_stage("youth")
    make_publication(library, title="Fits", stages=[youth], language="ur", published="2019-10")
    make_publication(library, title="Else")
    for query in ("stage=youth", "language=ur", "year=2019", "year=2019&stage=youth&language=ur"):
        assert titles(client.get(f"/research/?{query}")) == ["Fits"]


def test_a_province_holds_what_is_about_its_districts(client, library):
    sindh, badin = make_sindh()
    make_publication(library, title="District", areas=[badin])
    make_publication(library, title="Province", areas=[sindh, badin])
    make_publication(library, title="Country")
    response = client.get("/research/?area=PK7&sort=title")
    assert titles(response) == ["District", "Province"]
    assert options(response, "area") == {"PK7": 2}


def test_long_lists_are_paged_and_pages_keep_the_filters(client, library):
    for _number in range(23):
        make_publication(library, kind="guide")
    response = client.get("/research/?kind=guide&sort=oldest&page=2")
    assert len(titles(response)) == 3
    assert 'href="?kind=guide&amp;sort=oldest&amp;page=1"' in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "page=100000000000000000000",
        "page=-1",
        "page=x",
        f"page={'9' * 5000}",
        "kind=%00",
        "theme=%00&area=%27%22%3C",
        f"kind={'x' * 5000}",
        "year=20%F0%9F%98%80",
        "year=2025%00",
        "sort=%00",
        "&".join(["theme=x"] * 500),
    ],
)
def test_nonsense_is_answered(client, library, query):
    make_publication(library)
    response = client.get(f"/research/?{query}")
    assert response.status_code == 200
    assert len(titles(response)) == 1


def test_unknown_filters_are_named(client, library):
    make_publication(library)
    assert "<p>elephants</p>" in client.get("/research/?theme=elephants").content.decode()


def test_a_filtered_list_is_kept_from_search_engines(client, library):
    make_publication(library, kind="guide")
    assert "noindex" in client.get("/research/?kind=guide").content.decode()
    assert "noindex" not in client.get("/research/").content.decode()


def test_urdu_list_shows_translations_where_there_are_some(client, library, urdu_home):
    translated = make_publication(library, title="Translated", published="2025")
    make_publication(library, title="English only", published="2024")
    urdu_library = library.copy_for_translation(urdu_home.locale)
    urdu_library.save_revision().publish()
    urdu = translated.copy_for_translation(urdu_home.locale)
    urdu.title = "ترجمہ"
    urdu.save_revision().publish()
    response = client.get("/ur/research/")
    assert titles(response) == ["ترجمہ", "English only"]
    assert [card.url for _slug, card in response.context["lines"]] == [
        f"/ur/research/{translated.slug}/",
        response.context["lines"][1][1].url,
    ]
    assert response.context["lines"][1][1].url.startswith("/ur/research/")


ADDRESSES = ["/research/", "/ur/research/", "/research/?format=csv", "/research/feed.xml", "/ur/research/feed.xml"]


def test_queries_do_not_grow_with_the_library(client, library, django_assert_max_num_queries):
    theme = make_theme("gender")
    authors = [by_person("Khan", "Amna"), by_person("Shah")]

    def fill(count: int) -> None:
        for _number in range(count):
            make_publication(library, *[Author(person=author.person) for author in authors], themes=[theme])

    def queries(address: str) -> int:
        with django_assert_max_num_queries(1000) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    fill(5)
    [client.get(address) for address in ADDRESSES]
    few = {address: queries(address) for address in ADDRESSES}
    fill(45)
    assert {address: queries(address) for address in ADDRESSES} == few


def test_a_closed_publication_is_in_no_list_count_or_export(client, library, learner):
    closed = make_publication(library, title="Closed", themes=[make_theme("gender")], published="1999")
    restriction = PageViewRestriction.objects.create(page=closed, restriction_type="login")
    store_audiences(closed)
    for address in ("/research/", "/research/feed.xml", "/sitemap.xml", *exports()):
        body = client.get(address).content.decode()
        assert "Closed" not in body, address
        assert closed.slug not in body, address
    assert not re.search(r'value="(1999|gender)"', client.get("/research/").content.decode())
    assert client.get(f"{closed.url}cite.bib").status_code == 404
    client.force_login(learner)
    for address in ("/research/", "/research/feed.xml", *exports()):
        assert "Closed" in client.get(address).content.decode(), address
    assert "Closed" not in client.get("/sitemap.xml").content.decode()
    restriction.delete()
    assert closed.slug in client.get("/sitemap.xml").content.decode()


def exports() -> list[str]:
    return [f"/research/?format={code}" for code in ("bibtex", "ris", "csl", "csv")]


def test_search_finds_the_library_by_its_introduction(library):
    library.introduction = "<p>Laws and <b>notes</b></p>"
    assert library.search_text() == "Laws and notes"
