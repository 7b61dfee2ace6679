"""Which pages name a snippet: an institution, a theme, a person. They are found and described by its name."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from modelcluster.fields import ParentalKey
from wagtail.models import Page, ReferenceIndex


def pages_naming(snippet: Model) -> set[int]:
    """By its fields, and in their text as Wagtail's list of references knows it, which learns of fields a save late."""
    in_text = ReferenceIndex.get_references_to(snippet).filter(base_content_type=ContentType.objects.get_for_model(Page))
    return {*by_fields(snippet), *map(int, in_text.values_list("object_id", flat=True))}


def by_fields(snippet: Model) -> Iterator[int]:
    for relation in type(snippet)._meta.get_fields(include_hidden=True):
        if relation.is_relation and relation.auto_created and not relation.concrete:
            yield from pages_of(relation, snippet)


def pages_of(relation: Any, snippet: Model) -> Iterable[int]:
    """A page that points to the snippet itself, or through one of its parts, such as an author."""
    model = relation.related_model
    own = ["pk"] if issubclass(model, Page) else [part.attname for part in model._meta.fields if is_part_of_page(part)]
    if not own:
        return []
    return model._base_manager.filter(**{relation.field.name: snippet}).values_list(own[0], flat=True)


def is_part_of_page(field: Any) -> bool:
    return isinstance(field, ParentalKey) and issubclass(field.related_model, Page)
