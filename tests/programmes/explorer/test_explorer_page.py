"""The explorer as readers and other sites meet it."""

import csv
import io
import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from gateway.taxonomy.models import Area
from programmes.explorer.holdings import note_all_holdings

PROVINCES = ["PK1", "PK2", "PK3", "PK4", "PK5", "PK6", "PK7"]
PAID, RATE, ENROLLED = "families_paid", "stipend_rate", "families_enrolled"
EXPLORE, EMBED = "/statistics/explore/", "/statistics/embed/"


@pytest.fixture(autouse=True)
def _site(home, areas):
    pass


@pytest.fixture
def figures(make_release):
    quarters = ["2024-Q4", "2025-Q1"]
    cells = [("kafaalat", PAID, quarter, "PK", 1000 + n) for n, quarter in enumerate(quarters)]
    cells += [("kafaalat", PAID, "2025-Q1", code, 100 * n) for n, code in enumerate(PROVINCES, 1)]
    cells += [("kafaalat", PAID, "2025-Q1", code, n) for n, code in [(40, "PK601"), (None, "PK701")]]
    cells += [("kafaalat", PAID, "2025-Q1", "PK", 900, "F"), ("kafaalat", PAID, "2025-Q1", "PK", None, "X", "suppressed")]
    cells += [("kafaalat", ENROLLED, quarter, "PK", 2000) for quarter in quarters]
    cells += [("nashonuma", PAID, quarter, "PK", 300) for quarter in quarters]
    cells += [("nashonuma", "centres", "FY2025", "PK", 559)]
    cells += [("kafaalat", RATE, "2025-Q1", "PK", 13500), ("kafaalat", RATE, "2026-Q1", "PK", 14500, "_T", "quoted", "F")]
    return make_release(cells)


def page(client, query="", status=200, address=EXPLORE):
    answer = client.get(f"{address}{query}")
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def test_before_the_first_release_it_says_what_will_stand_here(client):
    assert "Figures will stand here" in page(client)


def test_opened_bare_it_shows_what_readers_ask_first(client, figures):
    shown = page(client)
    assert "Benazir Kafaalat: Stipend a quarter</h1>" in shown
    assert "13,500" in shown
    assert "planned</em>" in shown
    assert "Hollow marks and dashed lines are plans" in shown


def test_every_address_of_a_view_names_the_same_canonical_one(client, figures):
    shown = page(client, "?view=&by=&area=PK&indicator=families_paid&programme=nashonuma&programme=kafaalat")
    address = "http://testserver/statistics/explore/?programme=kafaalat,nashonuma&amp;indicator=families_paid"
    assert f'<link rel="canonical" href="{address}">' in shown


def test_programmes_are_compared_as_lines_with_letters(client, figures):
    shown = page(client, "?programme=kafaalat,nashonuma&indicator=families_paid")
    assert shown.count('class="line__letter"') == 2
    assert "<b>B</b> Benazir Nashonuma" in shown


def test_provinces_are_ranked_in_the_latest_period_with_links_to_each_figure(client, figures):
    shown = page(client, "?programme=kafaalat&indicator=families_paid&by=province")
    assert shown.index(">Sindh</th>") < shown.index(">Punjab</th>") < shown.index(">Azad Jammu and Kashmir</th>")
    assert '<a href="/statistics/figures/kafaalat/families_paid/PK-SD/2025-Q1/"' in shown
    assert "January to March 2025, families" in shown


def test_provinces_stand_on_a_map_of_tiles(client, figures):
    shown = page(client, "?programme=kafaalat&indicator=families_paid&by=province&view=map")
    assert shown.count('class="tile"') == 7


def test_hidden_figures_read_below_ten_and_are_never_added(client, figures):
    shown = page(client, "?programme=kafaalat&indicator=families_paid&by=district&area=PK-PB,PK-SD")
    assert "&lt;10" in shown
    assert "no total here is a sum of its parts" in shown
    assert shown.index(">Attock</th>") < shown.index("<bdi>&lt;10</bdi>")


def test_a_breakdown_runs_over_all_periods_if_asked(client, figures):
    shown = page(client, "?programme=kafaalat&indicator=families_paid&by=sex&period=all")
    assert "women and girls" in shown
    assert "transgender persons" in shown


def test_enrolled_and_paid_never_share_an_axis_in_silence(client, figures):
    shown = page(client, "?programme=kafaalat&indicator=families_paid,families_enrolled")
    assert "not everyone enrolled is paid" in shown
    assert "(stock)" in shown


def test_where_programmes_are_compared_each_panel_names_its_own(client, figures):
    shown = page(client, "?programme=kafaalat,nashonuma&indicator=stipend_rate,centres")
    assert "Benazir Kafaalat, Stipend a quarter, Pakistan" in shown
    assert "Benazir Nashonuma, Facilitation centres, Pakistan" in shown


def test_units_never_share_an_axis(client, figures):
    shown = page(client, "?programme=kafaalat,nashonuma&indicator=families_paid,centres")
    assert shown.count('class="section exhibit panel') == 2


def test_made_up_figures_stand_apart_from_sourced_ones(client, figures, make_release):
    made_up = [("kafaalat", PAID, f"2025-Q{n}", "PK", 500) for n in (2, 3)]
    make_release(made_up, registry="synthetic", dataset="made-up")
    shown = page(client, "?programme=kafaalat&indicator=families_paid")
    assert shown.count('class="section exhibit panel') == 2
    assert "exhibit--illustrative" in shown
    assert "stand apart below" in shown


def test_one_figure_alone_is_a_number_with_its_proof(client, figures):
    shown = page(client, "?programme=nashonuma&indicator=centres")
    assert "559" in shown
    assert "This figure and its history" in shown


def test_periods_of_different_lengths_are_not_joined(client, figures, make_release):
    make_release([("kafaalat", PAID, "FY2024", "PK", 5000)], dataset="years")
    shown = page(client, "?programme=kafaalat&indicator=families_paid")
    assert "different lengths" in shown
    assert "several sources" in shown


def test_choices_lead_only_to_figures(client, figures):
    shown = page(client, "?programme=nashonuma&indicator=families_paid")
    offered = set(re.findall(r'name="indicator" value="(\w+)"', shown))
    assert offered == {PAID, "centres"}
    assert '<option value="sex"' not in page(client, "?programme=nashonuma&indicator=centres")


def test_what_was_not_understood_is_named_and_the_rest_is_shown(client, figures):
    shown = page(client, "?programme=kafaalat&indicator=families_paid&area=Lahore&by=<b>", status=400)
    assert "Not everything in this address was understood" in shown
    assert "area=Lahore" in shown
    assert "<b>colour" not in shown
    assert "1,001" in shown


def test_what_nothing_is_held_of_is_said(client, figures):
    shown = page(client, "?programme=nashonuma&indicator=families_paid,stipend_rate&area=PK-PB,PK&period=2018")
    assert "Nothing is published here for: Stipend a quarter, Punjab, 2018." in shown


def test_a_part_and_its_whole_are_not_added(client, make_release):
    make_release([("bisp", indicator, "FY2024", "PK", 10**9) for indicator in ("amount_paid", "amount_paid_uct")])
    shown = page(client, "?programme=bisp&indicator=amount_paid,amount_paid_uct")
    assert "One of these indicators is a part of another" in shown


def test_more_series_than_can_be_told_apart_are_left_out_and_said(client, make_release):
    cells = [("kafaalat", PAID, q, code, 10) for q in ("2024-Q4", "2025-Q1") for code in ["PK", *PROVINCES]]
    make_release([*cells, *[(*cell, "F") for cell in cells]])
    areas = "PK,PK-BA,PK-GB,PK-IS,PK-JK,PK-KP,PK-PB,PK-SD"
    shown = page(client, f"?programme=kafaalat&indicator=families_paid&area={areas}&sex=F,_T")
    assert shown.count('class="line__letter"') == 8
    assert "8 more are left out here" in shown


def test_what_is_uncertain_about_a_figure_stands_beside_it(client, make_release):
    cells = [
        ("A", "revised", "2024-Q1"),
        ("E", "normal", "2024-Q2"),
        ("P", "normal", "2024-Q3"),
        ("A", "provisional", "2024-Q4"),
    ]
    make_release([("kafaalat", PAID, period, "PK", 10, "_T", status, nature) for nature, status, period in cells])
    shown = page(client, "?programme=kafaalat&indicator=families_paid")
    words = re.findall(r'<em class="mark-word">(\w+)</em>', shown)
    assert words == ["provisional", "provisional", "approximate", "revised"]


def test_a_made_up_or_hidden_figure_that_was_revised_says_so_everywhere(client, make_release):
    release = make_release(
        [("kafaalat", PAID, period, "PK", value) for period, value in [("2025-Q1", 10), ("2025-Q2", None)]],
        registry="synthetic",
    )
    release.observations.update(revised=True)
    shown = page(client, "?programme=kafaalat&indicator=families_paid")
    assert shown.count('<em class="mark-word">revised</em>') == 2
    assert "Revised: an earlier release said something else" in shown
    assert {row["revised"] for row in rows_of(client, f"{EXPLORE}?programme=kafaalat&indicator=families_paid&format=csv")} == {
        "yes"
    }
    told = client.get("/api/statistics/observations?programme=kafaalat").json()["results"]
    assert [row["revised"] for row in told] == [True, True]


def test_an_indicator_alone_compares_the_programmes_that_have_it(client, figures):
    assert "Benazir Kafaalat, Benazir Nashonuma: Families paid</h1>" in page(client, "?indicator=families_paid")


def test_ages_are_compared_in_their_order(client, make_release):
    release = make_release([("kafaalat", PAID, "2025-Q1", "PK", 100)])
    total = release.observations.get()
    for age, value in [("65+", 30), ("5-14", 20), ("U", 10)]:
        total.pk, total.age_band, total.value = None, age, value
        total.save(force_insert=True)
    release.holdings.all().delete()
    note_all_holdings()
    shown = page(client, "?programme=kafaalat&indicator=families_paid&by=age")
    assert shown.index(">aged 5–14</th>") < shown.index(">aged 65+</th>") < shown.index(">age not known</th>")


def test_an_area_with_a_new_code_breaks_nothing(client, figures):
    Area.objects.filter(code="PK601").update(code="PK699")
    assert "no total here" in page(client, "?programme=kafaalat&indicator=families_paid&by=district")


def test_a_span_of_periods_is_kept(client, figures):
    shown = page(client, "?programme=kafaalat&indicator=families_paid&from=2025-Q1")
    assert "1,001" in shown
    assert "1,000" not in shown


def downloads(shown):
    return {
        name: unescape(url) for url, name in re.findall(r'<li><a class="button[^"]*" href="([^"]+)".*?<bdi>([A-Z-]+)<', shown)
    }


def rows_of(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex"
    return list(csv.DictReader(b"".join(answer.streaming_content).decode().splitlines()))


def test_downloads_hold_exactly_what_is_shown(client, figures):
    found = downloads(page(client, "?programme=kafaalat&indicator=families_paid&by=sex&view=table"))
    assert found["CSV"] == "/statistics/explore/?programme=kafaalat&indicator=families_paid&by=sex&format=csv"
    held = [(row["period"], row["sex"], row["value"], row["status"]) for row in rows_of(client, found["CSV"])]
    assert held == [("2025-Q1", "F", "900", "normal"), ("2025-Q1", "X", "", "suppressed")]


def test_panels_of_different_periods_are_downloaded_as_they_stand(client, figures, make_release):
    cells = [(*made, "PK6", 700) for made in [("nashonuma", "centres", "2024-Q3"), ("nashonuma", "centres", "2025-Q1")]]
    make_release([*cells, ("nashonuma", "families_paid", "2024-Q3", "PK6", 20)], dataset="other")
    query = "?programme=nashonuma&indicator=centres,families_paid&by=province"
    rows = rows_of(client, downloads(page(client, query))["CSV"])
    assert {(row["indicator"], row["period"]) for row in rows} == {("centres", "2025-Q1"), ("families_paid", "2024-Q3")}


def test_of_several_sources_the_one_shown_is_downloaded(client, figures, make_release):
    make_release([("kafaalat", PAID, "2025-Q1", "PK", 5)], registry="synthetic", dataset="made-up")
    make_release([("kafaalat", PAID, "2025-Q2", "PK", 6)], registry="synthetic", dataset="made-up-too")
    address = f"{EXPLORE}?programme=kafaalat&indicator=families_paid&format=csv"
    assert [row["value"] for row in rows_of(client, address)] == ["1000", "1001", "6"]
    assert [row["value"] for row in rows_of(client, f"{address}&illustrative=no")] == ["1000", "1001"]
    assert [row["value"] for row in rows_of(client, f"{address}&illustrative=yes")] == ["6"]


def test_every_format_gives_the_figures_on_the_screen(client, figures):
    found = downloads(page(client, "?programme=kafaalat&indicator=families_paid&by=province"))
    told = client.get(found["JSON"])
    assert told.json()["total"] == len(told.json()["results"]) == 7
    assert told.json()["results"][0]["provenance"]["release"] == figures.pk
    book = load_workbook(io.BytesIO(b"".join(client.get(found["XLSX"]).streaming_content)))
    assert book["Data"].max_row == 8
    assert "Families paid, by province" in book["About"]["B3"].value
    assert len(rows_of(client, found["SDMX-CSV"])) == 7


def test_a_format_that_is_none_is_refused_in_words(client, figures):
    assert "format=pdf" in page(client, "?programme=kafaalat&format=pdf", status=400)
    assert "by=planet" in page(client, "?programme=kafaalat&by=planet&format=csv", status=400)


def test_everything_of_the_indicators_is_one_link_away(client, figures):
    shown = page(client, "?programme=kafaalat&indicator=families_paid&by=sex")
    assert 'href="/api/statistics/observations?programme=kafaalat&amp;indicator=families_paid&amp;format=csv"' in shown


def test_a_reader_of_urdu_downloads_urdu(client, figures):
    html = client.get("/ur/statistics/explore/?programme=kafaalat&indicator=families_paid").content.decode()
    assert "&amp;format=csv&amp;language=ur" in html
    assert rows_of(client, unescape(downloads(re.sub(r"\s+", " ", html))["CSV"]))[0]["area_name"] == "پاکستان"


def test_a_citation_holds_on_to_its_period(client, figures):
    shown = page(client, "?programme=kafaalat&indicator=families_paid&by=sex")
    (cited,) = re.findall(r'id="cite">(.*?)</p>', shown)
    assert "by=sex&amp;period=2025-Q1</bdi>, seen on" in cited


def test_figures_under_embargo_appear_nowhere(client, make_release):
    make_release([("kafaalat", PAID, "2025-Q1", "PK", 777)], embargo_until=timezone.now() + timedelta(hours=1))
    assert "777" not in page(client, "?programme=kafaalat&indicator=families_paid")


def test_urdu_readers_get_urdu_names_and_axes_from_left_to_right(client, figures):
    shown = page(client, "?programme=kafaalat&indicator=families_paid&by=province&view=map", address="/ur" + EXPLORE)
    assert 'dir="rtl"' in shown
    assert 'direction="ltr"' in shown
    assert "پنجاب" in shown


def test_ages_keep_their_order_of_signs_in_urdu(client, make_release):
    release = make_release([("kafaalat", PAID, "2025-Q1", "PK", 100)])
    total = release.observations.get()
    for age in ("65+", "5-14"):
        total.pk, total.age_band = None, age
        total.save(force_insert=True)
    release.holdings.all().delete()
    note_all_holdings()
    shown = page(client, "?programme=kafaalat&indicator=families_paid&by=age", address="/ur" + EXPLORE)
    assert "\u206665+\u2069" in shown
    assert "\u20665–14\u2069" in shown


def test_where_there_is_no_map_the_chart_is_chosen(client, figures):
    shown = page(client, "?programme=kafaalat&indicator=families_paid&by=district&view=map", address="/ur" + EXPLORE)
    assert len(re.findall(r'<nav class="tabs".*?</nav>', shown)[0].split('aria-current="page"')) == 2
    assert 'name="view"' not in shown


def height(client, query, address=EXPLORE):
    return int(re.search(r"height=&quot;(\d+)&quot;", page(client, query, address=address))[1])


def test_a_frame_grows_with_what_stands_in_it(client, figures):
    bars = "?programme=kafaalat&indicator=families_paid&by=province"
    sexes = "?programme=kafaalat&indicator=families_paid&by=sex"
    assert height(client, "?programme=nashonuma&indicator=centres") < height(client, sexes) < height(client, bars)
    assert height(client, bars) < height(client, f"{bars}&view=map")
    assert height(client, f"{bars}&view=table") < height(client, bars, address="/ur" + EXPLORE)
    lines = "?programme=kafaalat,nashonuma&indicator=families_paid"
    assert height(client, "?programme=kafaalat&indicator=families_paid") < height(client, lines)


def test_other_sites_may_frame_the_embedded_view_and_nothing_else(client, figures):
    embedded = client.get(f"{EMBED}?programme=kafaalat&indicator=families_paid")
    assert "frame-ancestors *" in embedded["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded
    assert not embedded.cookies
    assert "Cookie" not in embedded.get("Vary", "")
    explored = client.get(EXPLORE)
    assert "frame-ancestors 'self'" in explored["Content-Security-Policy"]
    assert explored["X-Frame-Options"] == "SAMEORIGIN"


def test_the_embedded_view_names_its_sources_and_leads_back(client, figures):
    shown = page(client, "?programme=kafaalat&indicator=families_paid&by=province", address=EMBED)
    assert "BISP payment system; as of 31 March 2025" in shown
    assert (
        'href="http://testserver/statistics/explore/?programme=kafaalat&amp;indicator=families_paid&amp;by=province"' in shown
    )
    assert "<script" not in shown


def test_the_code_to_embed_stands_in_the_page(client, figures):
    shown = page(client, "?programme=kafaalat&indicator=families_paid")
    assert "&lt;iframe src=&quot;http://testserver/statistics/embed/?programme=kafaalat" in shown


def test_the_number_of_queries_does_not_grow_with_the_figures(client, figures, make_release, django_assert_max_num_queries):
    query = f"{EXPLORE}?programme=kafaalat,nashonuma&indicator=families_paid,families_enrolled&by=province"
    client.get(query)
    with django_assert_max_num_queries(40) as few:
        client.get(query)
    more = [("nashonuma", indicator, "2025-Q1", code, 50) for code in PROVINCES for indicator in (PAID, ENROLLED)]
    make_release(more, dataset="more")
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(query)
