"""What the engine is told of a page. Texts are terms of the analyser; facets and audiences are whole values."""

from typing import Any

from haystack import indexes
from haystack.fields import FacetCharField, FacetMultiValueField

from gateway.search.analysis import words_of
from gateway.search.models import IndexedPage

VOCABULARIES = ("theme", "stage", "area", "institution", "programme", "format")
"""What a page says of itself in `search_facets`, and what is worked out for it in the same place."""
FACETS = ("kind", "year", "theme", "area", "programme", "institution", "stage", "language", "format")
"""In the order of the page and of every address."""

TITLE_BOOST = 3.0


class PageIndex(indexes.SearchIndex, indexes.Indexable):
    text = indexes.CharField(document=True)
    title = indexes.CharField(boost=TITLE_BOOST)
    author = indexes.CharField()
    subject = indexes.CharField()
    """The names of its terms of the vocabulary, in both languages."""
    name = indexes.CharField()
    """The words of the title as they are written, for what is suggested while one types."""
    kind = FacetCharField(model_attr="kind")
    language = FacetMultiValueField()
    theme = FacetMultiValueField()
    stage = FacetMultiValueField()
    area = FacetMultiValueField()
    institution = FacetMultiValueField()
    programme = FacetMultiValueField()
    format = FacetMultiValueField()
    year = FacetCharField(null=True)
    audience = FacetMultiValueField(model_attr="audience")
    date = indexes.DateField(model_attr="date", null=True)
    written_in = indexes.CharField(model_attr="language", indexed=False)
    """The page's own language alone, for a reader who prefers it."""
    fingerprint = indexes.CharField(model_attr="fingerprint", indexed=False)

    def get_model(self) -> type[IndexedPage]:
        return IndexedPage

    def prepare_text(self, page: IndexedPage) -> str:
        return page.prepared_terms

    def prepare_title(self, page: IndexedPage) -> str:
        return page.title_terms()

    def prepare_author(self, page: IndexedPage) -> str:
        return page.author_terms()

    def prepare_subject(self, page: IndexedPage) -> str:
        return page.subject_terms()

    def prepare(self, page: IndexedPage) -> dict[str, Any]:
        return super().prepare(page) | {name: list(page.facets.get(name, [])) for name in VOCABULARIES}

    def prepare_name(self, page: IndexedPage) -> str:
        return " ".join(words_of(page.title))

    def prepare_language(self, page: IndexedPage) -> list[str]:
        """The page's own language, and those in which the work or one of its files can be read."""
        return sorted({page.language, *page.facets.get("language", [])})

    def prepare_year(self, page: IndexedPage) -> str | None:
        return str(page.date.year) if page.date else None
