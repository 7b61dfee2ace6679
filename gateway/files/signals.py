"""Asks for the text of a document as soon as its upload is committed; takes its cover away with it."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal, receiver

from gateway.files.models import Document, DocumentCover

document_text_changed = Signal()
"""Sent inside the transaction, with `document`: its text was read anew."""


@receiver(post_save, sender=Document)
def read_new_file(sender, instance, raw=False, update_fields=None, **kwargs) -> None:
    if not raw and (update_fields is None or "file" in update_fields):
        transaction.on_commit(partial(ask_for_text, instance.pk), robust=True)


@receiver(post_delete, sender=DocumentCover)
def delete_picture(sender, instance, **kwargs) -> None:
    if instance.file:
        transaction.on_commit(partial(instance.file.storage.delete, instance.file.name), robust=True)


def ask_for_text(document_id: int) -> None:
    from gateway.files.tasks import read_document

    read_document.delay(document_id)
