"""Similar pages: by shared vocabulary and telling words, and never one that the reader may not see."""

import pytest
from django.utils import translation
from wagtail.models import Page, PageViewRestriction

from gateway.pages.models import StandardPage
from gateway.search.api import similar
from gateway.search.engine.backend import EmbeddedBackend
from gateway.search.similar import likeness, rarities
from tests.factories.documents import document, pdf
from tests.search.test_query import ANYONE


def titles(page, reader=ANYONE, **asked):
    return [one.title for one in similar(page, reader, **asked)]


@pytest.fixture
def facets(monkeypatch):
    """Codes by facet for each page's title."""
    chosen = {}
    monkeypatch.setattr(StandardPage, "search_facets", lambda page: chosen.get(page.title, {}))
    return chosen


def test_the_nearest_pages_come_first_and_the_page_itself_does_not(publish, facets):
    facets |= {"Floods": {"theme": ["climate"], "programme": ["relief"]}, "Rivers": {"theme": ["climate"]}}
    facets["Relief"] = {"theme": ["climate"], "programme": ["relief"]}
    page = publish("Floods", text="<p>Monsoon and embankments.</p>")
    publish("Rivers", text="<p>Embankments.</p>")
    publish("Pensions", text="<p>Old age.</p>")
    publish("Relief", text="<p>Monsoon.</p>")
    assert titles(page) == ["Relief", "Rivers"]
    assert titles(page, limit=1) == ["Relief"]
    assert similar(page, ANYONE)[0].specific_class is StandardPage


def test_only_pages_of_the_same_kind_unless_others_are_asked_for(publish, monkeypatch):
    page = publish("Floods", text="<p>Embankments.</p>")
    monkeypatch.setattr(StandardPage, "search_kind", "course")
    publish("Course", text="<p>Embankments.</p>")
    assert titles(page) == []
    assert titles(page, kinds=["course"]) == ["Course"]


def test_values_of_several_words_and_pages_of_small_words_only_do_no_harm(publish, facets):
    facets |= {"Of the": {"theme": ["health, nutrition"]}, "To the": {"theme": ["health, nutrition"]}}
    publish("To the")
    assert titles(publish("Of the")) == []


def test_a_page_that_search_does_not_know_has_none(publish, home):
    publish("Floods")
    assert titles(home) == []


def test_a_damaged_index_takes_no_page_with_it(publish, monkeypatch, caplog):
    def torn(*asked):
        raise EOFError("a segment ends too soon")

    page = publish("Floods")
    publish("Floods again")
    monkeypatch.setattr("gateway.search.similar.candidates", torn)
    assert titles(page) == []
    assert "index does not answer" in caplog.text


def test_a_page_of_few_words_is_told_by_its_document(publish, monkeypatch, commit):
    with commit():
        attached = document(pdf("Embankments along the Indus."))
    monkeypatch.setattr(StandardPage, "search_documents", lambda page: [attached] if page.title == "Annex" else [])
    publish("Rivers", text="<p>Embankments.</p>")
    assert titles(publish("Annex")) == ["Rivers"]


def test_a_translation_is_no_page_like_its_original_and_shows_what_it_has_in_urdu(publish, urdu_home, commit):
    floods, rivers = (publish(title, text="<p>Embankments.</p>") for title in ("Floods", "Rivers"))
    with commit():
        for english, title in ((floods, "سیلاب"), (rivers, "دریا")):
            fields = {"locale": urdu_home.locale, "translation_key": english.translation_key, "slug": english.slug}
            urdu_home.add_child(instance=StandardPage(title=title, **fields)).save_revision().publish()
    urdu = StandardPage.objects.get(title="سیلاب")
    with translation.override("ur"):
        assert titles(urdu) == titles(floods) == ["دریا"]
    assert titles(floods) == ["Rivers"]


def test_of_a_work_and_its_translation_the_reader_sees_one_in_their_language(publish, urdu_home, commit, facets):
    facets |= {title: {"theme": ["climate"], "language": ["en"]} for title in ("Floods", "Rivers", "دریا")}
    page, rivers = publish("Floods", text="<p>سیلاب اور دریا</p>"), publish("Rivers", text="<p>Monsoon.</p>")
    with commit():
        twin = rivers.copy_for_translation(urdu_home.locale)
        twin.title = "دریا"
        twin.body = [("text", "<p>سیلاب اور دریا</p>")]
        twin.save_revision().publish()
    assert titles(page) == ["Rivers"]
    with translation.override("ur"):
        assert titles(page) == ["دریا"]


def test_a_page_with_no_english_version_finds_its_like_in_urdu(publish, urdu_home):
    page = publish("سیلاب", parent=urdu_home, slug="floods", text="<p>بند</p>", locale=urdu_home.locale)
    publish("دریا", parent=urdu_home, slug="rivers", text="<p>بند</p>", locale=urdu_home.locale)
    assert titles(page) == ["دریا"]


class TestClosedPages:
    @pytest.fixture
    def page(self, publish, facets):
        facets |= {title: {"theme": ["climate"]} for title in ("Floods", "Minutes")}
        return publish("Floods", text="<p>Embankments.</p>")

    @pytest.fixture
    def minutes(self, publish, close, page):
        minutes = publish("Minutes", text="<p>Embankments and zanzibar.</p>")
        close(minutes)
        return Page.objects.get(pk=minutes.pk)

    def test_a_closed_page_is_like_others_for_its_members_only(self, page, minutes, learner, member):
        assert [titles(page, reader) for reader in (ANYONE, learner)] == [[], []]
        assert titles(page, member) == ["Minutes"]

    def test_nothing_is_told_of_a_closed_page_itself(self, page, minutes, learner, member):
        assert [titles(minutes, reader) for reader in (ANYONE, learner)] == [[], []]
        assert titles(minutes, member) == ["Floods"]

    def test_a_page_just_closed_is_gone_before_the_index_knows(self, page, publish, editor_group):
        other = publish("Minutes", text="<p>Embankments.</p>")
        assert titles(page) == ["Minutes"]
        restriction = PageViewRestriction.objects.create(page=other, restriction_type=PageViewRestriction.GROUPS)
        restriction.groups.add(editor_group)
        assert titles(page) == []

    def test_words_of_closed_pages_weigh_in_for_nobody(self, minutes, publish):
        publish("Annex", parent=minutes, text="<p>Quagmire.</p>")
        assert rarities(["quagmire"])["quagmire"] == rarities(["unheard"])["unheard"]


def test_more_pages_ask_the_database_no_more_often(publish, django_assert_max_num_queries):
    page = publish("Floods", text="<p>Embankments.</p>")
    for number in range(5):
        publish(f"Rivers {number}", text="<p>Embankments.</p>")
    with django_assert_max_num_queries(7):
        assert len(titles(page)) == 4


def test_an_engine_that_tells_no_lexicon_chooses_by_the_page_alone(publish, monkeypatch):
    publish("Rivers", text="<p>Embankments.</p>")
    page = publish("Floods", text="<p>Embankments.</p>")
    monkeypatch.delattr(EmbeddedBackend, "frequencies")
    assert titles(page) == ["Rivers"]


def test_a_cluster_is_asked_with_the_same_weights(cluster, publish, facets):
    facets["Floods"] = {"programme": ["flood-relief"]}
    query = cluster.ClusterQuery()
    query.backend = cluster.ClusterBackend("default", URL="http://search:9200/", INDEX_NAME="gateway_public")
    query.add_filter(likeness(publish("Floods").indexed))
    assert 'programme:("flood\\-relief")^6' in query.build_query()
    assert "title:(flood)^1.5" in query.build_query()
