"""What the engine is told of a page. Texts are terms of the analyser; facets and audiences are whole values."""

from haystack import indexes
from haystack.fields import FacetCharField, FacetMultiValueField

from gateway.search.models import IndexedPage

FACETS = ("kind", "theme", "stage", "area", "language", "year")
TITLE_BOOST = 3.0


class PageIndex(indexes.SearchIndex, indexes.Indexable):
    text = indexes.CharField(document=True)
    title = indexes.CharField(boost=TITLE_BOOST)
    author = indexes.CharField()
    kind = FacetCharField(model_attr="kind")
    language = FacetCharField(model_attr="language")
    theme = FacetMultiValueField()
    stage = FacetMultiValueField()
    area = FacetMultiValueField()
    year = FacetCharField(null=True)
    audience = FacetMultiValueField(model_attr="audience")
    date = indexes.DateField(model_attr="date", null=True)
    fingerprint = indexes.CharField(model_attr="fingerprint", indexed=False)

    def get_model(self) -> type[IndexedPage]:
        return IndexedPage

    def prepare_text(self, page: IndexedPage) -> str:
        return page.prepared_terms

    def prepare_title(self, page: IndexedPage) -> str:
        return page.title_terms()

    def prepare_author(self, page: IndexedPage) -> str:
        return page.author_terms()

    def prepare_theme(self, page: IndexedPage) -> list[str]:
        return list(page.facets.get("theme", []))

    def prepare_stage(self, page: IndexedPage) -> list[str]:
        return list(page.facets.get("stage", []))

    def prepare_area(self, page: IndexedPage) -> list[str]:
        return list(page.facets.get("area", []))

    def prepare_year(self, page: IndexedPage) -> str | None:
        return str(page.date.year) if page.date else None
