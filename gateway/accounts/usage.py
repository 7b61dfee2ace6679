"""Where something is used, as the admin tells it: never on a page that the person may not read, nor by its number."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.http import HttpRequest
from wagtail.models import Page, ReferenceIndex

from gateway.accounts.audience import SUPERUSER, Reader, admitted, tokens_of

_asking: ContextVar[HttpRequest | None] = ContextVar("asking", default=None)


@contextmanager
def told_to(request: HttpRequest) -> Iterator[None]:
    mark = _asking.set(request)
    try:
        yield
    finally:
        _asking.reset(mark)


def who_asks() -> Reader | None:
    """The reader of the answer that is being made; None outside of any request."""
    request = _asking.get()
    return request.user if request is not None else None


def open_references(found: QuerySet) -> QuerySet:
    """Those from pages that the person who asks may read; all of them where nobody asks."""
    reader = who_asks()
    if reader is None or SUPERUSER in tokens_of(reader):
        return found
    keys = admitted(Page.objects.all(), reader).annotate(key=Cast("pk", CharField())).values("key")
    return found.filter(~Q(base_content_type=ContentType.objects.get_for_model(Page)) | Q(object_id__in=keys))


def usage_count(model: type[Model]) -> Coalesce:
    same = {"to_content_type": ContentType.objects.get_for_model(model), "to_object_id": Cast(OuterRef("pk"), CharField())}
    found = open_references(ReferenceIndex.objects.filter(**same)).values("to_object_id")
    return Coalesce(Subquery(found.annotate(count=Count("object_id", distinct=True)).values("count")), 0)


def tell_of_readable_use_only() -> None:
    """Wagtail has no setting for it: it shows such a page as “private”, which says that there is one."""
    queries: Any = type(ReferenceIndex.objects.all())
    index: Any = ReferenceIndex
    group, in_bulk = queries.group_by_source_object, index.get_references_to_in_bulk
    queries.group_by_source_object = wraps(group)(lambda found: group(open_references(found)))
    index.get_references_to_in_bulk = staticmethod(lambda objects: open_references(in_bulk(objects)))
    index.usage_count_subquery = staticmethod(usage_count)
