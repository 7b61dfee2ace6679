"""A search cluster by settings alone: its addresses, its missing client, and the terms it is sent."""

import types

import pytest
from django.core.exceptions import ImproperlyConfigured
from haystack import connections

from gateway.search import checks
from gateway.search.engine.build import ClusterBuild, contents
from gateway.search.engine.query import Bonus
from gateway.search.search_indexes import TITLE_BOOST, PageIndex
from gateway.search.writing import remove
from gateway.settings import search_connections


def test_an_address_of_elasticsearch_becomes_two_indexes(tmp_path):
    found = search_connections("elasticsearch7+https://search:9200/gateway", tmp_path)
    assert found["default"]["URL"] == found["members"]["URL"] == "https://search:9200/"
    assert (found["default"]["INDEX_NAME"], found["members"]["INDEX_NAME"]) == ("gateway_public", "gateway_members")
    assert found["default"]["SILENTLY_FAIL"] is False


def test_an_address_of_solr_becomes_two_cores(tmp_path):
    found = search_connections("solr+http://search:8983/solr/gateway", tmp_path)
    assert found["default"]["URL"] == "http://search:8983/solr/gateway_public"
    assert found["members"]["ENGINE"].endswith("SolrEngine")


def test_an_address_without_an_index_says_what_is_missing(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="must end with the index's name"):
        search_connections("elasticsearch7+http://search:9200", tmp_path)


def test_a_missing_client_is_named_at_start(settings, monkeypatch):
    monkeypatch.setattr(checks, "find_spec", lambda name: None)
    settings.HAYSTACK_URL = "elasticsearch7+http://search:9200/gateway"
    (error,) = checks.search_cluster_has_its_client()
    assert error.id == "gateway.E010"
    assert "elasticsearch==7.13.*" in error.hint
    settings.HAYSTACK_URL = ""
    assert checks.search_cluster_has_its_client() == []


def test_a_cluster_splits_text_at_spaces_only_since_the_analyser_ran_before(cluster):
    backend = cluster.ClusterBackend("default", URL="http://search:9200/", INDEX_NAME="gateway_public")
    content, mapping = backend.build_schema(connections["default"].get_unified_index().all_searchfields())
    assert content == "text"
    assert mapping["text"]["analyzer"] == mapping["title"]["analyzer"] == "whitespace"
    assert mapping["theme"]["type"] == "keyword"
    assert "boost" not in mapping["title"]


def test_a_word_in_the_title_counts_more_on_a_cluster_too(cluster):
    query = cluster.ClusterQuery()
    query.backend = cluster.ClusterBackend("default", URL="http://search:9200/", INDEX_NAME="gateway_public")
    assert query.build_query_fragment("title", "content", "cash") == "title:(cash)^1.57"
    assert query.build_query_fragment("text", "exact", Bonus("cash aid")) == 'text:("cash aid")^4'
    assert query.build_query_fragment("text", "content", "cash") == "text:(cash)"


def test_a_title_weighs_on_a_cluster_what_it_weighs_in_the_embedded_index(cluster, empty_index):
    """In a title of the usual length; where similar pages are looked for nothing else weighs it."""
    with connections["default"].get_backend().folder.searcher() as searcher:
        model = searcher.weighting
    once, boosted = (boost * (model.K1 + 1) / (boost + model.K1) for boost in (1, TITLE_BOOST))
    assert pytest.approx(boosted / once, abs=0.01) == cluster.TITLE_BOOST


class MemoryBackend:
    """A backend with Haystack's own three verbs and no more."""

    def __init__(self, *identifiers):
        self.documents = dict.fromkeys(identifiers, "old")
        self.connection_alias = "default"

    def update(self, index, items):
        self.documents |= {f"gateway_search.indexedpage.{item.pk}": "new" for item in items}

    def remove(self, identifier):
        self.documents.pop(identifier, None)


def test_a_rebuild_on_a_cluster_writes_over_and_takes_out_what_is_left(monkeypatch):
    from gateway.search.engine import build
    from gateway.search.models import IndexedPage

    backend = MemoryBackend("gateway_search.indexedpage.1", "gateway_search.indexedpage.2")
    monkeypatch.setattr(build, "contents", lambda backend: backend.documents)
    rebuilt = ClusterBuild(backend)
    rebuilt.add(PageIndex(), [IndexedPage(page_id=2)])
    rebuilt.throw_away()
    assert len(backend.documents) == 2
    rebuilt.swap_in()
    assert backend.documents == {"gateway_search.indexedpage.2": "new"}


def test_the_contents_of_a_cluster_are_read_through_haystack(monkeypatch, publish):
    page = publish("Kafaalat")
    assert list(contents(MemoryBackend())) == [f"gateway_search.indexedpage.{page.pk}"]


def test_documents_are_taken_out_of_a_cluster_one_by_one(monkeypatch):
    backend = MemoryBackend("gateway_search.indexedpage.1")
    monkeypatch.setattr("gateway.search.writing.connections", {"default": types.SimpleNamespace(get_backend=lambda: backend)})
    remove("default", [1])
    assert backend.documents == {}


def test_a_new_build_suits_its_engine(monkeypatch, cluster):
    from gateway.search.engine import build

    backend = MemoryBackend()
    monkeypatch.setattr(build, "connections", {"default": types.SimpleNamespace(get_backend=lambda: backend)})
    monkeypatch.setattr(build, "contents", lambda backend: {})
    assert isinstance(build.new_build("default"), ClusterBuild)


def test_a_question_is_written_for_a_cluster_with_its_fields_alternatives_and_exclusions(cluster):
    from gateway.search.question import question
    from gateway.search.ranking import having_all

    query = cluster.ClusterQuery()
    query.backend = cluster.ClusterBackend("default", URL="http://search:9200/", INDEX_NAME="gateway_public")
    query.add_filter(having_all(question('cash OR "food voucher" author:khan -training')))
    written = query.build_query()
    assert 'text:("food voucher") OR title:("food voucher")^3.14 OR author:("food voucher")' in written
    assert "author:(khan)" in written
    assert "NOT" in written
    assert "text:(train)" in written
