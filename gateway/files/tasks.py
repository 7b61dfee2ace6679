"""Background work on files. The document's state says what is still to be read, should the queue lose a task."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from gateway.files.covers import draw_cover, draw_missing_covers
from gateway.files.extraction import extract
from gateway.files.models import Document

OVERDUE = timedelta(minutes=5)


@shared_task
def read_document(document_id: int) -> None:
    document = Document.objects.filter(pk=document_id).first()
    if document and extract(document):
        draw_cover(document)


@shared_task
def read_waiting_documents() -> None:
    """Documents whose task was lost, and PDFs without a cover."""
    uploaded_before = timezone.now() - OVERDUE
    for document in Document.objects.filter(text_state=Document.TextState.WAITING, created_at__lt=uploaded_before):
        extract(document)
    draw_missing_covers()
