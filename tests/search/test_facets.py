"""Facets: what can be chosen, how often it is found, and one address for one state."""

from collections import Counter
from datetime import date
from itertools import count

import pytest
from django.http import QueryDict
from django.utils import translation
from wagtail.models import Page

from gateway.pages.models import StandardPage
from gateway.search.asked import Asked
from gateway.search.facets import Offer, language_name
from gateway.search.histogram import histogram, span_label
from gateway.search.nothing import themes_to_browse, ways_on
from gateway.search.years import span, years_of
from gateway.taxonomy.models import Area, Institution, Theme
from tests.factories.documents import document, pdf
from tests.search.test_query import ANYONE, find, titles


@pytest.fixture
def shelf(publish, monkeypatch):
    """Publishes pages that say of themselves what a test says of them."""
    known, numbers = {}, count()
    monkeypatch.setattr(StandardPage, "search_facets", lambda page: known.get(page.slug, {}).get("facets", {}))
    monkeypatch.setattr(StandardPage, "search_date", lambda page: known.get(page.slug, {}).get("date"))

    def shelve(title="Report", parent=None, year=None, **facets):
        slug = f"page-{next(numbers)}"
        known[slug] = {"facets": facets, "date": date(year, 1, 1) if year else None}
        return publish(title, slug=slug, text="<p>report</p>", parent=parent)

    return shelve


def offered(results, code="theme"):
    return {choice.label: choice.count for facet in Offer(results).facets if facet.code == code for choice in facet.choices}


def addresses(results, code):
    return {choice.value: choice.address for facet in Offer(results).facets if facet.code == code for choice in facet.choices}


def test_values_of_a_facet_widen_and_facets_narrow(shelf):
    shelf("A", theme=["cash"], area=["PK7"])
    shelf("B", theme=["cash"], area=["PK8"])
    shelf("C", theme=["food"], area=["PK8"])
    assert set(titles(find("report", theme=["cash", "food"]))) == {"A", "B", "C"}
    assert titles(find("report", theme=["cash", "food"], area="PK7")) == ["A"]
    assert find("report", theme="food", area="PK7").total == 0


def test_a_facet_is_counted_without_its_own_choice_and_with_all_others(shelf):
    shelf(theme=["cash"], area=["PK7"])
    shelf(theme=["cash"], area=["PK8"])
    shelf(theme=["food"], area=["PK8"])
    found = find("report", theme="cash")
    assert found.facets["theme"] == {"cash": 2, "food": 1}
    assert found.facets["area"] == {"PK7": 1, "PK8": 1}
    found = find("report", theme="cash", area="PK8")
    assert found.facets["theme"] == {"cash": 1, "food": 1}
    assert found.facets["area"] == {"PK7": 1, "PK8": 1}
    assert found.ranking.leaving_out == {"theme": 2, "area": 2}


def test_facets_of_filled_up_results_count_what_is_shown(shelf):
    shelf(theme=["cash"])
    shelf("Zanzibar", theme=["food"])
    found = find("report zanzibar", theme="cash")
    assert (found.total, found.widened) == (1, True)
    assert found.facets["theme"] == {"cash": 1, "food": 1}


def test_one_state_has_one_address(shelf):
    first = Asked.from_address(QueryDict("theme=b&kind=page&theme=a&q=x&theme=b&sort=newest"))
    second = Asked.from_address(QueryDict("sort=newest&theme=a&theme=b&q=x&kind=page&page=3"))
    assert first.address() == second.address() == "q=x&kind=page&theme=a&theme=b&sort=newest"
    assert first.having("area", "PK7").without("theme", "a").address() == "q=x&kind=page&theme=b&area=PK7&sort=newest"


def test_institutions_languages_and_formats_are_facets(shelf, monkeypatch, commit):
    Institution.objects.create(code="bisp", name="Benazir Income Support Programme")
    with commit():
        attached = document(pdf("Words."), name="report.PDF")
    monkeypatch.setattr(StandardPage, "search_documents", lambda page: [attached] if page.title == "A" else [])
    shelf("A", institution=["bisp"], language=["ur", "xx"], format=["secret"])
    shelf("B")
    found = find("report")
    assert offered(found, "institution") == {"Benazir Income Support Programme": 1}
    assert offered(found, "language") == {"English": 2, "Urdu": 1, "another language": 1}
    assert offered(found, "format") == {"PDF": 1}
    assert titles(find("report", format="pdf")) == titles(find("report", language="ur")) == ["A"]


class TestAreas:
    @pytest.fixture(autouse=True)
    def areas(self, db):
        Area.objects.create(code="PK", name="Pakistan", kind=Area.Kind.COUNTRY)
        for province, district in (("PK6", "PK601"), ("PK7", "PK701")):
            parent = Area.objects.create(code=province, name=f"Province {province}", kind=Area.Kind.PROVINCE)
            Area.objects.create(code=district, name=f"District {district}", kind=Area.Kind.DISTRICT, parent=parent)

    def test_a_page_about_a_district_belongs_to_its_province(self, shelf):
        shelf("A", area=["PK601"])
        shelf("B", area=["PK7"])
        found = find("report")
        assert offered(found, "area") == {"Province PK6": 1, "Province PK7": 1, "District PK601": 1}
        assert titles(find("report", area="PK6")) == ["A"]

    def test_districts_follow_the_province_that_is_chosen(self, shelf):
        shelf("A", area=["PK601"])
        shelf("B", area=["PK701"])
        assert "District PK701" not in offered(find("report", area="PK6"), "area")
        assert "District PK701" not in offered(find("report", area="PK601"), "area")

    def test_a_district_takes_the_place_of_its_province_and_the_other_way_round(self, shelf):
        shelf(area=["PK601"])
        assert addresses(find("report", area="PK6"), "area")["PK601"] == "?q=report&area=PK601"
        narrowed = addresses(find("report", area="PK601"), "area")
        assert narrowed == {"PK6": "?q=report&area=PK6", "PK601": "?q=report"}


class TestYears:
    def test_a_span_of_years_in_either_order_or_open_at_an_end(self, shelf):
        for year in (2001, 2010, 2015, 2020):
            shelf(str(year), year=year)
        shelf("Undated")
        assert set(titles(find("report", year="2010-2015"))) == {"2010", "2015"}
        assert set(titles(find("report", year=["2001", "2020-"]))) == {"2001", "2020"}
        assert titles(find("report", year="-2009")) == ["2001"]
        assert titles(find("report", **{"from": "2015", "to": "2011"})) == ["2015"]

    @pytest.mark.parametrize(
        ("ends", "value"),
        [(("2015", "2010"), "2010-2015"), (("2010", ""), "2010-"), (("", "2010"), "-2010"), (("2010", "2010"), "2010")],
    )
    def test_the_ends_of_a_form_become_one_value(self, ends, value):
        assert span(*ends) == value

    def test_ends_that_are_no_years_are_left_out(self):
        assert [span("x", ""), span("1066", "20x5"), span("", "")] == ["", "", ""]

    def test_what_is_no_year_finds_nothing_and_does_no_harm(self, shelf):
        assert years_of(["20x5", "-", "2001-2002"]) == ["20x5", "-", "2001", "2002"]
        assert find("report", year=["20x5", "-"]).total == 0

    def test_a_bar_for_each_year_until_there_are_too_many(self):
        few, many = (histogram(Counter(map(str, years)), ()) for years in ((2001, 2003), (1860, 2020)))
        assert [bar.label for bar in few.bars] == ["2001: 1", "2002: 0", "2003: 1"]
        assert [bar.height for bar in few.bars] == [48, 0, 48]
        assert (many.bars[0].label, len(many.bars)) == ("1860–1864: 1", 33)
        assert all(bar.is_chosen for bar in many.bars)

    def test_bars_outside_the_span_step_back_and_its_ends_are_chosen(self):
        drawn = histogram(Counter({"2001": 1, "2003": 2}), ("2003-",))
        assert [bar.is_chosen for bar in drawn.bars] == [False, False, True]
        assert (drawn.first, drawn.last, drawn.options) == ("2003", "", ["2001", "2003"])
        assert histogram(Counter({"2001": 1, "2003": 2}), ("2000", "2003")).first == ""
        assert drawn.label == "Pages by year, from 2001 to 2003"

    def test_one_year_needs_no_histogram(self):
        assert histogram(Counter({"2001": 4}), ()) is None

    def test_a_span_is_told_in_words(self):
        assert [span_label(value) for value in ("2001", "2001-2003", "2001-", "-2003")] == [
            "2001",
            "2001–2003",
            "from 2001",
            "to 2003",
        ]


class TestProgrammes:
    """A programme is a page: its name, its code and its counts are for those who may see it."""

    @pytest.fixture
    def programme(self, publish, monkeypatch):
        kind = property(lambda page: "programme" if page.slug == "kafaalat" else "page")
        monkeypatch.setattr(StandardPage, "search_kind", kind)
        return publish("Kafaalat", slug="kafaalat")

    def test_it_is_named_by_its_title(self, programme, shelf):
        shelf(programme=["kafaalat", "no-page"])
        assert offered(find("report"), "programme") == {"Kafaalat": 1}

    def test_it_is_named_in_the_readers_language(self, programme, shelf, urdu_home, commit):
        fields = {"locale": urdu_home.locale, "translation_key": programme.translation_key}
        with commit():
            urdu_home.add_child(instance=StandardPage(title="کفالت", slug="kafaalat", **fields)).save_revision().publish()
        shelf(programme=["kafaalat"])
        assert offered(find("report"), "programme") == {"Kafaalat": 1}
        with translation.override("ur"):
            assert offered(find("report"), "programme") == {"کفالت": 1}

    def test_a_closed_one_is_neither_named_nor_counted_nor_asked_for(self, programme, shelf, close, learner, member):
        shelf(programme=["kafaalat"])
        close(programme)
        for reader in (ANYONE, learner):
            assert find("report", reader).facets["programme"] == {}
            assert find("report", reader, programme="kafaalat").total == 0
            assert "Kafaalat" not in str(Offer(find("report", reader, programme="kafaalat")).chosen)
        assert offered(find("report", member), "programme") == {"Kafaalat": 1}
        assert find("report", member, programme="kafaalat").total == 1


class TestClosedPages:
    @pytest.fixture
    def minutes(self, shelf, close, publish):
        Theme.objects.create(code="secret", name="Secret theme")
        shelf("Open", theme=["open"], year=2001)
        committee = publish("Committee")
        close(committee)
        return shelf("Minutes", parent=Page.objects.get(pk=committee.pk), theme=["secret"], year=1999)

    def test_they_are_in_no_count_whatever_is_chosen(self, minutes, learner, member):
        for reader in (ANYONE, learner):
            for chosen in ({}, {"theme": "secret"}, {"theme": ["secret", "open"]}, {"year": "1999"}):
                found = find("report", reader, **chosen)
                assert set(found.facets["theme"]) <= {"open"}
                assert set(found.facets["year"]) <= {"2001"}
                assert all(total <= 1 for total in found.ranking.leaving_out.values())
        assert find("report", member, theme="open").facets["theme"] == {"open": 1, "secret": 1}

    def test_ways_on_lead_nowhere_that_the_reader_may_not_go(self, minutes, learner, member):
        closed = find("minutes", learner, theme="open")
        assert [way.count for way in ways_on(learner, Offer(closed))] == []
        assert [way.count for way in ways_on(member, Offer(find("minutes", member, theme="open")))] == [1]
        assert themes_to_browse(learner) == themes_to_browse(ANYONE) == []
        assert themes_to_browse(member) == [("Secret theme", "?theme=secret")]


class TestNothingFound:
    def labels(self, results):
        return [(way.label, way.count) for way in ways_on(ANYONE, Offer(results))]

    def test_each_facet_can_be_left_out_where_that_helps(self, shelf):
        Theme.objects.create(code="cash", name="Cash")
        shelf("A", theme=["cash"], area=["PK7"])
        shelf("B", theme=["food"], area=["PK8"])
        found = find("report", theme="cash", area="PK8")
        assert self.labels(found) == [
            ("Without Theme: Cash", 1),
            ("Without Province or territory: PK8", 1),
            ("Search without filters", 2),
        ]

    def test_a_phrase_or_a_sign_too_many_is_dropped(self, shelf):
        shelf("Flood and relief")
        assert self.labels(find('"flood relief"')) == [("Try these words alone: flood relief", 1)]
        assert self.labels(find("flood -report")) == [("Try these words alone: flood", 1)]
        assert self.labels(find("submarine")) == self.labels(find("-report")) == []


def test_an_unknown_language_has_a_name():
    assert language_name("nothing at all") == "another language"


def test_the_page_shows_the_bars_the_span_and_what_is_chosen(client, shelf):
    shelf(year=2001, theme=["cash"])
    shelf(year=2003, theme=["food"])
    page = client.get("/search/", {"q": "report", "from": "2003", "theme": ["cash", "food"]}).content.decode()
    assert 'aria-label="Pages by year, from 2001 to 2003"' in page
    assert "<option selected>2003</option>" in page
    assert 'href="?q=report&amp;theme=cash&amp;theme=food"' in page
    assert '<input type="hidden" name="year" value="2003-">' in page
    assert page.count('name="theme" value="cash"') == 2
    assert 'href="?q=report&amp;year=2003-&amp;theme=food"' in page
    assert "Clear all" in page


def test_a_page_without_results_helps_on(client, shelf):
    Theme.objects.create(code="cash", name="Cash")
    shelf("A", theme=["cash"])
    page = client.get("/search/", {"q": "submarine", "theme": "cash"}).content.decode()
    assert "Or browse by theme" in page
    assert '<a href="?theme=cash">Cash</a>' in page


def test_the_api_takes_and_tells_every_facet(client, shelf):
    shelf("A", theme=["cash"], institution=["bisp"], year=2001)
    answer = client.get("/api/search", {"q": "report", "institution": "bisp", "year": "2000-2002"}).json()
    assert answer["total"] == 1
    assert answer["facets"]["institution"] == [{"value": "bisp", "label": "bisp", "count": 1}]
    assert set(answer["facets"]) == {"kind", "year", "theme", "institution", "language"}
