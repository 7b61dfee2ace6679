"""Haystack's query tree as a Whoosh query. Values are terms already: the analyser runs before any engine."""

from typing import Any

from haystack.backends import BaseSearchQuery, SearchNode
from whoosh.query import And, Every, Not, NullQuery, Or, Phrase, Prefix, Query, Term


class Bonus(str):
    """A phrase that is not asked for, only liked: it weighs more than its words alone."""

    weight = 4.0


class Weighted(str):
    """A value that weighs more or less than others."""

    weight: float

    def __new__(cls, value: str, weight: float) -> "Weighted":
        weighted = super().__new__(cls, value)
        weighted.weight = weight
        return weighted

    def __deepcopy__(self, memo: dict[int, Any]) -> "Weighted":
        """Haystack copies a question for each filter."""
        return self


class Source(Bonus):
    """A pasted sentence in a publication, its likely source; others quote it, and in fewer words."""

    weight = 8.0


class EmbeddedQuery(BaseSearchQuery):
    def __str__(self) -> str:
        return str(self.build_query())

    def matching_all_fragment(self) -> Query:
        return Every()

    def build_query(self) -> Query:
        return self._node(self.query_filter) if self.query_filter.children else self.matching_all_fragment()

    def _node(self, node: SearchNode) -> Query:
        parts = [self._child(node, child) for child in node.children]
        joined = parts[0] if len(parts) == 1 else (Or if node.connector == SearchNode.OR else And)(parts)
        return Not(joined) if node.negated else joined

    def _child(self, node: SearchNode, child: Any) -> Query:
        if isinstance(child, tuple):
            expression, value = child
            field, filter_type = node.split_expression(expression)
            return self.build_query_fragment(field, filter_type, value)
        return self._node(child)

    def build_query_fragment(self, field: str, filter_type: str, value: Any) -> Query:
        name, weight = "text" if field == "content" else field, getattr(value, "weight", 1.0)
        if filter_type == "in":
            return Or([Term(name, str(option)) for option in value])
        if filter_type == "startswith":
            return Prefix(name, str(value))
        terms = str(value).split()
        if not terms:
            return NullQuery
        if filter_type == "exact" and len(terms) > 1:
            return Phrase(name, terms, boost=weight)
        return And([Term(name, term) for term in terms]) if len(terms) > 1 else Term(name, terms[0], boost=weight)
