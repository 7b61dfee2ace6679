"""Who may open a file: a document or an image follows the pages that show it. Closed by default.

A file opens to a reader of a live page that refers to it, and to those who look after its
collection; and never from a collection that is closed to the reader.
"""

from collections.abc import Callable, Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, IntegerField, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Collection, CollectionViewRestriction, Page, ReferenceIndex
from wagtail.models.media import CollectionMember
from wagtail.permissions import policy_registry

from gateway.accounts.audience import EVERYONE, SUPERUSER, Reader, admitted, readable, tokens_of
from gateway.accounts.models import CollectionAudience

LOOKS_AFTER = ["add", "change", "choose"]


def may_open(reader: Reader, file: CollectionMember) -> bool:
    """Whether a reader may open a document or an image now."""
    if SUPERUSER in tokens_of(reader):
        return True
    if is_closed(file.collection, reader):
        return False
    return looks_after(reader, file) or readable(pages_that_show(file), reader).exists()


def looks_after(reader: Reader, file: CollectionMember) -> bool:
    policy = policy_registry.get_by_type(type(file))
    return reader.is_authenticated and policy.user_has_any_permission_for_instance(reader, LOOKS_AFTER, file)


_shown_beside: list[Callable[[CollectionMember], Iterable[int]]] = []


def shown_beside(source: Callable[[CollectionMember], Iterable[int]]) -> None:
    """Registers a wing's answer to: whose readers see this file beside a page? The primary keys of those pages."""
    _shown_beside.append(source)


def pages_that_show(file: CollectionMember) -> QuerySet:
    """Pages whose stored content refers to a file, or beside which it stands. What stands only in a draft does not count."""
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(type(file)),
        to_object_id=str(file.pk),
    )
    numbers = {int(pk) for pk in references.values_list("object_id", flat=True)}
    return Page.objects.filter(pk__in=numbers.union(*(source(file) for source in _shown_beside)))


def is_closed(collection, reader: Reader) -> bool:
    """Whether the collection or one above it asks for something that the reader does not hold."""
    if any(collection.path.startswith(path) for path in closed_paths(reader)):
        return True
    return any(not _meets(reader, restriction) for restriction in collection.get_view_restrictions())


def closed_paths(reader: Reader) -> list[str]:
    """The tree paths of the collections that are closed to a reader by their audience."""
    closed = CollectionAudience.objects.exclude(token__in=tokens_of(reader))
    return [] if SUPERUSER in tokens_of(reader) else list(closed.values_list("collection__path", flat=True))


def opens_with(tokens: Iterable[str], file: CollectionMember) -> bool:
    """Whether a file's collection lets in every reader of a page that opens with the tokens."""
    return lets_in(file.collection, tokens)


def lets_in(collection: Collection, tokens: Iterable[str]) -> bool:
    readers = set(tokens) - {SUPERUSER}
    closing = CollectionAudience.objects.select_related("collection")
    asked = [{row.token} for row in closing if collection.path.startswith(row.collection.path)]
    asked += [_tokens_of_restriction(row) for row in collection.get_view_restrictions()]
    return all(EVERYONE in let_in or readers <= let_in for let_in in asked)


def _tokens_of_restriction(restriction: CollectionViewRestriction) -> set[str]:
    if restriction.restriction_type == CollectionViewRestriction.GROUPS:
        return {f"group:{group.pk}" for group in restriction.groups.all()}
    return {EVERYONE} if restriction.restriction_type == CollectionViewRestriction.NONE else set()


def _meets(reader: Reader, restriction: CollectionViewRestriction) -> bool:
    if restriction.restriction_type == CollectionViewRestriction.LOGIN:
        return reader.is_authenticated
    if restriction.restriction_type == CollectionViewRestriction.GROUPS:
        return any(f"group:{group.pk}" in tokens_of(reader) for group in restriction.groups.all())
    return restriction.restriction_type == CollectionViewRestriction.NONE


def without_closed(files: QuerySet, reader: Reader) -> QuerySet:
    """Files that the admin may name to a reader: none of a closed collection, and none that only closed pages show.

    One condition on the primary key, since the admin's search can filter by nothing else.
    """
    if SUPERUSER in tokens_of(reader):
        return files
    paths = Q()
    for path in closed_paths(reader):
        paths |= Q(collection__path__startswith=path)
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(files.model),
        to_object_id=Cast(OuterRef("pk"), CharField()),
    ).annotate(page_pk=Cast("object_id", IntegerField()))
    shown_to_reader = references.filter(Exists(admitted(Page.objects.filter(pk=OuterRef("page_pk")), reader)))
    open_files = files.model.objects.exclude(paths).filter(~Exists(references) | Exists(shown_to_reader))
    return files.filter(pk__in=open_files.values("pk"))
