"""Haystack's fields as a Whoosh schema: text by its terms, facets whole, nothing stored that the database has."""

from array import array
from collections.abc import Iterator
from datetime import date
from typing import Any

from haystack.constants import DJANGO_CT, DJANGO_ID, ID as IDENTIFIER
from haystack.fields import SearchField
from whoosh.analysis import RegexTokenizer
from whoosh.fields import ID, STORED, TEXT, FieldType, Schema

SEPARATOR = "\x1f"
"""Stands between the values of a facet; no value can hold it, since values are printable."""


class Words(TEXT):
    """Terms between spaces, each with its places: the analyser has run before."""

    def index(self, value: str, **options: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        places: dict[str, list[int]] = {}
        for place, term in enumerate(value.split()):
            if term in places:
                places[term].append(place)
            else:
                places[term] = [place]
        boost = self.format.field_boost
        for term, found in places.items():
            yield term.encode(), len(found), len(found) * boost, array("I", found).tobytes()


def terms_between_spaces() -> RegexTokenizer:
    return RegexTokenizer(r"\S+")


def exact_field() -> ID:
    return ID(sortable=True, analyzer=RegexTokenizer(f"[^{SEPARATOR}]+"))


def schema_of(fields: dict[str, SearchField]) -> Schema:
    known = {IDENTIFIER: ID(stored=True, unique=True), DJANGO_CT: ID(stored=True), DJANGO_ID: ID(stored=True)}
    return Schema(**known, **{field.index_fieldname: whoosh_field(field) for field in fields.values()})


def whoosh_field(field: SearchField) -> FieldType:
    if not field.indexed:
        return STORED()
    if field.field_type == "date":
        return ID(stored=True, sortable=True)
    if is_exact(field):
        return exact_field()
    return Words(analyzer=terms_between_spaces(), phrase=True, field_boost=field.boost)


def is_exact(field: SearchField) -> bool:
    return hasattr(field, "facet_for")


def stored_value(value: Any) -> str | None:
    """A prepared value as the schema takes it; None and an empty list leave the field out."""
    if isinstance(value, list | tuple | set | frozenset):
        return SEPARATOR.join(printable(item) for item in value) or None
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else str(value)


def printable(value: Any) -> str:
    text = str(value)
    if not text.isprintable():
        raise ValueError(f"A facet's value must be printable, and {text!r} is not.")
    return text
