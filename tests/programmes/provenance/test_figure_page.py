import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from gateway.starter.site import add_page
from programmes.models import CurrentRelease, DataSet, Observation, Registry, Release
from programmes.models.index_pages import ProgrammesIndexPage
from programmes.models.pages import ProgrammePage

PAID = ("kafaalat", "families_paid", "2025-Q1")
ADDRESS = "/statistics/figures/kafaalat/families_paid/PK-PB/2025-Q1/"


def text_of(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


@pytest.fixture
def site(home, make_release):
    return home


def revise(make_release, cells, **fields):
    """A later release of the same data set; the pointer has moved to it, the one before is superseded."""
    before = CurrentRelease.objects.get(dataset="payments").release
    release = make_release(cells, sequence=2, published_at=datetime(2025, 5, 3, tzinfo=UTC), **fields)
    Release.objects.filter(pk=before.pk).update(state="superseded")
    return release


def test_figure_stands_with_its_meaning_its_marks_and_its_release(client, site, make_release):
    release = make_release([(*PAID, "PK6", 1230)], citation="Survey, example.org/a")
    shown = text_of(client, ADDRESS)
    for words in ("1,230", "Families paid", "Benazir Kafaalat", "Punjab", "January to March 2025", "Different families with"):
        assert words in shown
    assert f'href="/statistics/releases/{release.pk}/"' in shown
    assert "Protected: counts are rounded to the nearest ten" in shown
    assert '<a href="https://example.org/a">example.org/a</a>' in shown
    for fact in ("Checksum (SHA-256)", "0" * 64, "payments-0", "31 March 2025", "Version of the method", "Never revised"):
        assert fact in shown


def test_figure_leads_to_the_explorer_and_to_its_series_as_data(client, site, make_release):
    make_release([(*PAID, "PK6", 1230, "F")])
    shown = text_of(client, f"{ADDRESS}?sex=F")
    series = "programme=kafaalat&amp;indicator=families_paid&amp;area=PK-PB&amp;sex=F"
    assert f'href="/statistics/explore/?{series}"' in shown
    assert f'href="/api/statistics/observations?{series}&amp;age=_T&amp;format=csv"' in shown
    assert "format=csv&amp;language=ur" in text_of(client, f"/ur{ADDRESS}?sex=F")


def test_citation_and_machine_readable_facts_name_the_permanent_address(client, site, make_release):
    make_release([(*PAID, "PK6", 1230, "F")])
    shown = text_of(client, "/statistics/figures/kafaalat/families_paid/PK6/2025-Q1/?sex=F")
    address = f"http://testserver{ADDRESS}?sex=F"
    assert (
        "Punjab, women and girls, January to March 2025: 1,230 families. As of 31 March 2025, export payments-0. Social"
        in shown
    )
    assert f'<link rel="canonical" href="{address}">' in shown
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', shown, re.S)[1])
    assert (data["@type"], data["value"], data["url"], data["observationDate"]) == ("Observation", 1230, address, "2025-03-31")
    assert data["observationAbout"]["identifier"] == "PK-PB"


def test_revision_says_when_it_came_and_why(client, site, make_release):
    make_release([(*PAID, "PK6", 1230)])
    revise(make_release, [(*PAID, "PK6", 1250, "_T", "revised")], reason="two districts reported late")
    shown = text_of(client, ADDRESS)
    assert "Revised from <bdi>1,230</bdi> to <bdi>1,250</bdi> on" in shown
    assert "3 May 2025</time>, because: <bdi>two districts reported late</bdi>" in shown
    assert "Revised: an earlier release gave another value" in shown


def test_figure_that_fell_below_ten_is_marked_as_revised_too(client, site, make_release):
    make_release([(*PAID, "PK6", 20)])
    revise(make_release, [(*PAID, "PK6", None, "_T", "suppressed")])
    assert "Revised: an earlier release gave another value" in text_of(client, ADDRESS)


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"supersedes": "payments-0"}, "the registry corrected its export payments-0"), ({}, "a later export")],
)
def test_revision_without_a_reason_says_what_is_known(client, site, make_release, fields, words):
    make_release([(*PAID, "PK6", 1230)])
    revise(make_release, [(*PAID, "PK6", None, "_T", "suppressed")], **fields)
    shown = text_of(client, ADDRESS)
    assert f"because: <bdi>{words}" in shown
    assert "&lt;10" in shown
    assert "Below the smallest number shown" in shown


def test_same_value_in_a_later_release_is_no_revision(client, site, make_release):
    make_release([(*PAID, "PK6", 1230)])
    revise(make_release, [(*PAID, "PK6", 1230)])
    assert "Never revised" in text_of(client, ADDRESS)


def test_withdrawn_values_are_not_repeated(client, site, make_release):
    withdrawn = make_release([(*PAID, "PK6", 9990)], state="withdrawn")
    make_release([(*PAID, "PK6", 1230)], sequence=2)
    assert withdrawn.state == "withdrawn"
    assert "9,990" not in text_of(client, ADDRESS)


def test_withdrawn_figure_says_so_and_why(client, site, make_release):
    make_release([(*PAID, "PK6", 9990)], state="withdrawn", reason="counted twice")
    shown = text_of(client, ADDRESS, 410)
    for words in ("This figure is not published any more", "has been withdrawn", "counted twice"):
        assert words in shown
    assert "9,990" not in shown


def test_figure_that_later_releases_left_out_leads_to_the_one_that_held_it(client, site, make_release):
    make_release([(*PAID, "PK6", 9990)])
    revise(make_release, [(*PAID, "PK7", 10)])
    shown = text_of(client, ADDRESS, 410)
    assert "later releases of this data set do not hold it" in shown


@pytest.mark.parametrize("fields", [{"state": "held"}, {"embargo_until": timezone.now() + timedelta(days=1)}])
def test_figure_that_nobody_may_see_yet_does_not_exist(client, site, make_release, fields):
    make_release([(*PAID, "PK6", 9990)], **fields)
    CurrentRelease.objects.filter(release__state="held").delete()
    assert "9,990" not in text_of(client, ADDRESS, 404)


def test_embargoed_revision_is_not_told(client, site, make_release):
    make_release([(*PAID, "PK6", 1230)])
    revise(make_release, [(*PAID, "PK6", 9990)], embargo_until=timezone.now() + timedelta(days=1), reason="secret")
    shown = text_of(client, ADDRESS)
    assert "1,230" in shown
    assert "Never revised" in shown
    for words in ("9,990", "secret", "superseded"):
        assert words not in shown


@pytest.mark.parametrize(
    "address",
    [
        "kafaalat/nothing/PK-PB/2025-Q1/",
        "kafaalat/families_paid/PK-XX/2025-Q1/",
        "kafaalat/families_paid/PK-PB/2025-Q9/",
        "kafaalat/families_paid/PK-PB/2025-Q1/?sex=Q",
        "kafaalat/families_paid/PK-PB/2025-Q1/?age=7",
        "nobody/families_paid/PK-PB/2025-Q1/",
        "kafaalat/families_paid/PK-PB/2024-Q1/",
    ],
)
def test_unknown_figure_is_not_found(client, site, make_release, address):
    make_release([(*PAID, "PK6", 10)])
    text_of(client, f"/statistics/figures/{address}", 404)


def test_neighbours_are_the_other_periods_and_the_parts(client, site, make_release):
    make_release(
        [
            (*PAID, "PK", 500),
            (*PAID, "PK6", 100),
            (*PAID, "PK6", 60, "F"),
            (*PAID, "PK6", 40, "M"),
            (*PAID, "PK601", 70),
            ("kafaalat", "families_paid", "2024-Q4", "PK6", 90),
        ]
    )
    shown = text_of(client, ADDRESS)
    for heading in ("Over time", "What it is a part of", "By sex", "By area"):
        assert f">{heading}</h2>" in shown
    assert "By age" not in shown
    assert 'href="/statistics/figures/kafaalat/families_paid/PK-PB/2024-Q4/"' in shown
    assert '<strong aria-current="page">January to March 2025</strong>' in shown
    for address in ("PK-PB/2025-Q1/?sex=F", "PK601/2025-Q1/", "PK/2025-Q1/"):
        assert f'href="/statistics/figures/kafaalat/families_paid/{address}"' in shown
    part = text_of(client, f"{ADDRESS}?sex=F")
    assert "all sexes, all ages" in part
    assert "By sex" not in part


def test_ages_and_part_indicators_are_neighbours_too(client, site, make_release):
    whole = ("taleemi-wazaif", "children_enrolled", "2025-Q2", "PK6")
    release = make_release([(*whole, 300), ("taleemi-wazaif", "children_enrolled_primary", "2025-Q2", "PK6", 200)])
    row = release.observations.get(indicator__code="children_enrolled")
    row.pk, row.age_band, row.value = None, "5-14", 250
    row._state.adding = True
    row.save()
    shown = text_of(client, "/statistics/figures/taleemi-wazaif/children_enrolled/PK-PB/2025-Q2/")
    assert "By age" in shown
    assert "aged 5–14" in shown
    assert "Children enrolled, primary level" in shown
    part = text_of(client, "/statistics/figures/taleemi-wazaif/children_enrolled_primary/PK-PB/2025-Q2/")
    assert 'href="/statistics/figures/taleemi-wazaif/children_enrolled/PK-PB/2025-Q2/">Children enrolled</a>' in part


def test_other_sources_of_the_same_cell_are_named(client, site, make_release):
    make_release([(*PAID, "PK6", 100, "_T", "quoted")], dataset="one", description="Two accounts differ.", citation="Paper A")
    make_release([(*PAID, "PK6", 120, "_T", "quoted", "E")], dataset="other", citation="Paper B")
    shown = text_of(client, ADDRESS)
    for words in ("What other sources say", "Paper A", "Paper B", "As quoted: it stands as", "Approximate: the source"):
        assert words in shown


def test_notes_and_title_of_the_data_set_stand_beside_the_figure(client, site, make_release):
    DataSet.objects.create(registry=Registry.objects.get(code="bisp-payments"), code="payments", title="Payments by quarter")
    make_release([(*PAID, "PK6", 100)], description="Two accounts differ.")
    shown = text_of(client, ADDRESS)
    for words in ("Notes, and where sources differ", "Two accounts differ.", "Payments by quarter", "<bdi>payments</bdi>"):
        assert words in shown


def test_illustrative_figure_says_that_it_describes_nobody(client, site, make_release):
    make_release([(*PAID, "PK6", 100)], registry="synthetic")
    assert "It describes nobody." in text_of(client, ADDRESS)


def test_series_of_a_counted_figure_has_no_made_up_one(client, site, make_release):
    make_release([(*PAID, "PK6", 100), ("kafaalat", "families_paid", "2024-Q4", "PK6", 90)])
    make_release([("kafaalat", "families_paid", "2024-Q3", "PK6", 70)], registry="synthetic", dataset="made-up")
    shown = text_of(client, ADDRESS)
    assert "October to December 2024" in shown
    assert "July to September 2024" not in shown


def test_urdu_reader_gets_the_urdu_definition_where_there_is_one(client, site, make_release):
    release = make_release([(*PAID, "PK6", 100)])
    indicator = Observation.objects.get(release=release).indicator
    indicator.definition_ur = "وہ خاندان جنہیں رقم ملی"
    indicator.save()
    assert f'lang="ur" dir="rtl">{indicator.definition_ur}' in text_of(client, f"/ur{ADDRESS}")
    assert indicator.definition_ur not in text_of(client, ADDRESS)


def test_programme_with_a_page_is_a_link_to_it(client, site, make_release):
    index = add_page(site, ProgrammesIndexPage(title="Programmes", slug="programmes"))
    add_page(index, ProgrammePage(title="The Kafaalat page", slug="kafaalat", code="kafaalat", level="federal"))
    make_release([(*PAID, "PK6", 100)])
    assert '<a href="/programmes/kafaalat/">The Kafaalat page</a>' in text_of(client, ADDRESS)


def test_number_of_queries_does_not_grow(client, site, make_release, django_assert_max_num_queries):
    make_release([(*PAID, area, 100) for area in ("PK", "PK6", "PK7", "PK601", "PK602")])
    client.get(ADDRESS)
    with django_assert_max_num_queries(30) as few:
        client.get(ADDRESS)
    revise(
        make_release,
        [("kafaalat", "families_paid", f"20{y}-Q1", a, 90 + y) for y in range(16, 26) for a in ("PK", "PK6", "PK601")],
    )
    with django_assert_max_num_queries(len(few)):
        client.get(ADDRESS)
