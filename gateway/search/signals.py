"""Asks for index jobs wherever what search knows of a page may have changed."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Collection, CollectionViewRestriction, Page, ReferenceIndex
from wagtail.signals import page_published, page_unpublished
from wagtail.snippets.models import get_snippet_models

from gateway.accounts.models import CollectionAudience
from gateway.accounts.signals import audience_changed
from gateway.files.models import Document
from gateway.files.signals import document_text_changed
from gateway.search.documents import held
from gateway.search.models import IndexedPage
from gateway.search.naming import pages_naming
from gateway.search.queue import request, request_findable

OF_NO_CONCERN = frozenset(
    {
        "latest_revision",
        "draft_title",
        "has_unpublished_changes",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by",
    }
    | {"go_live_at", "expire_at", "numchild", "search_description", "show_in_menus"}
)


@receiver(post_save)
def index_saved_page(
    sender: Any, instance: Any, raw: bool = False, update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    if isinstance(instance, Page) and not raw and not (update_fields and OF_NO_CONCERN.issuperset(update_fields)):
        request_findable([instance.pk])


@receiver([page_published, page_unpublished])
def index_published_page(sender: Any, instance: Any, **kwargs: Any) -> None:
    request([instance.pk])


@receiver(post_delete)
def index_deleted_page(sender: Any, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page):
        request([instance.pk])


@receiver(audience_changed)
def index_pages_of_another_audience(sender: Any, page_ids: list[int], **kwargs: Any) -> None:
    request_findable(page_ids)


@receiver([post_save, pre_delete])
def index_pages_that_name_a_snippet(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """An institution, a theme, an instrument: pages are found and described by its name."""
    if raw or sender not in get_snippet_models():
        return
    request_findable(pages_naming(instance))


@receiver(document_text_changed)
def index_pages_of_read_document(sender: Any, document: Document, **kwargs: Any) -> None:
    request(document.indexed_pages.values_list("pk", flat=True))


@receiver(pre_delete, sender=Document)
def index_pages_of_deleted_document(sender: Any, instance: Any, **kwargs: Any) -> None:
    held(Document.objects.filter(pk=instance.pk))
    request(instance.indexed_pages.values_list("pk", flat=True))


@receiver(post_save, sender=Document)
def index_pages_of_moved_document(
    sender: Any,
    instance: Document,
    created: bool,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    if not created and not raw and (update_fields is None or "collection" in update_fields):
        index_pages_with(Document.objects.filter(pk=instance.pk))


@receiver([post_save, post_delete], sender=CollectionViewRestriction)
@receiver([post_save, post_delete], sender=CollectionAudience)
@receiver(m2m_changed, sender=CollectionViewRestriction.groups.through)
def index_pages_of_closed_collection(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    collection = None if raw else Collection.objects.filter(pk=getattr(instance, "collection_id", None)).first()
    if collection:
        index_pages_with(Document.objects.filter(collection__path__startswith=collection.path))


@transaction.atomic
def index_pages_with(documents: QuerySet[Document]) -> None:
    """Pages that show one of the documents, or are found by its words."""
    numbers = held(documents)
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(Document),
        to_object_id__in=[str(number) for number in numbers],
    )
    showing = {int(number) for number in references.values_list("object_id", flat=True)}
    request_findable({*showing, *IndexedPage.objects.filter(documents__in=numbers).values_list("pk", flat=True)})
