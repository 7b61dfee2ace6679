"""Asks for index jobs wherever what search knows of a page may have changed."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from gateway.accounts.signals import audience_changed
from gateway.files.models import Document
from gateway.files.signals import document_text_changed
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


@receiver(document_text_changed)
def index_pages_of_read_document(sender: Any, document: Document, **kwargs: Any) -> None:
    request(document.indexed_pages.values_list("pk", flat=True))


@receiver(pre_delete, sender=Document)
def index_pages_of_deleted_document(sender: Any, instance: Any, **kwargs: Any) -> None:
    request(instance.indexed_pages.values_list("pk", flat=True))
