"""What is published on one page of a work changes what search says of its other pages."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from gateway.search.queue import request_findable
from research.models import PublicationPage


@receiver([page_published, page_unpublished], sender=PublicationPage)
def write_translations_anew(sender: Any, instance: Any, **signal: Any) -> None:
    others = Page.objects.filter(translation_key=instance.translation_key).exclude(pk=instance.pk)
    request_findable(others.values_list("pk", flat=True))
