"""The DCAT catalogue, read by a program that knows linked data and nothing of this site."""

import pytest
from rdflib import DCAT, DCTERMS, RDF, Graph
from wagtail.models import PageViewRestriction

from programmes.explorer.holdings import note_all_holdings
from programmes.models import DataSet
from tests.factories.documents import document, pdf
from tests.factories.research import make_library, make_publication
from tests.programmes.conftest import areas, make_release

__all__ = ["areas", "make_release"]
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def release(make_release):
    release = make_release([("kafaalat", "families_paid", "2025-Q1", "PK", 90)])
    DataSet.objects.get_or_create(registry=release.registry, code="payments", defaults={"title": "Payments"})
    note_all_holdings()
    return release


@pytest.fixture
def graph(client, home):
    def read() -> Graph:
        answer = client.get("/catalog.jsonld")
        assert answer["Content-Type"] == "application/ld+json"
        return Graph().parse(data=answer.content, format="json-ld")

    return read


def datasets(graph: Graph) -> dict:
    """Each data set's address by its English title."""
    return {str(graph.value(each, DCTERMS.title)): each for each in graph.subjects(RDF.type, DCAT.Dataset)}


def test_every_class_has_what_the_profile_asks_for(graph, release, home):
    make_publication(make_library(home), kind="dataset")
    found = graph()
    asked = {
        DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset),
        DCAT.Dataset: (DCTERMS.title, DCTERMS.description),
        DCAT.Distribution: (DCAT.accessURL,),
        DCAT.DataService: (DCTERMS.title, DCAT.endpointURL),
    }
    for kind, properties in asked.items():
        things = list(found.subjects(RDF.type, kind))
        assert things
        assert all(found.value(thing, each) for thing in things for each in properties)


def test_figures_can_be_had_in_each_format(graph, release, client):
    found = graph()
    payments = datasets(found)["Payments"]
    addresses = {str(found.value(each, DCAT.accessURL)) for each in found.objects(payments, DCAT.distribution)}
    assert {address.rpartition("=")[2] for address in addresses} == {"json", "csv", "xlsx", "sdmx-csv"}
    for address in addresses:
        answer = client.get(address.removeprefix("http://testserver"))
        assert answer.status_code == 200
        assert answer.getvalue()


def test_a_published_data_set_has_its_files_and_a_closed_one_is_not_named(graph, home):
    from research.models import PublicationFile

    library = make_library(home)
    files = [PublicationFile(document=document(pdf("words")))]
    page = make_publication(library, kind="dataset", title="Districts", licence="cc0-1.0", published="2024-05", files=files)
    make_publication(library, kind="report", title="Report")
    found = graph()
    assert set(datasets(found)) == {"Districts"}
    assert len(list(found.objects(None, DCAT.downloadURL))) == 1
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert datasets(graph()) == {}
