"""Haystack's Elasticsearch 7 engine, fed with the terms of this house's analyser in the place of its own."""

from typing import Any

from gateway.search.engine.client import import_client

import_client()

from haystack.backends.elasticsearch7_backend import (  # noqa: E402 - it imports the client
    Elasticsearch7SearchBackend,
    Elasticsearch7SearchEngine,
    Elasticsearch7SearchQuery,
)

TITLE_BOOST = 1.57
"""What the boost of titles in the embedded index amounts to, where each further mention counts for less.

It multiplies how often a word is met there, and the score here: 3 mentions score 3 × 2.2 / (3 + 1.2) of what one scores.
"""


class ClusterBackend(Elasticsearch7SearchBackend):
    def build_schema(self, fields: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """Text is split at white space only: folding and stemming happened before."""
        content, mapping = super().build_schema(fields)
        for settings in mapping.values():
            settings.pop("boost", None)
            if settings["type"] == "text":
                settings["analyzer"] = "whitespace"
        return content, mapping


class ClusterQuery(Elasticsearch7SearchQuery):
    def build_query_fragment(self, field: str, filter_type: str, value: Any) -> str:
        fragment = super().build_query_fragment(field, filter_type, value)
        weight = (TITLE_BOOST if field == "title" else 1) * getattr(value, "weight", 1)
        return f"{fragment}^{weight:g}" if weight != 1 else fragment


class ClusterEngine(Elasticsearch7SearchEngine):
    backend = ClusterBackend
    query = ClusterQuery
