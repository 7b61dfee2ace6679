"""What follows from the publication of an event."""

from django.db import transaction
from django.dispatch import receiver
from wagtail.signals import page_published

from forum.events.places import tell_of_changes
from forum.events.twins import give_to_translations
from forum.models import EventPage, EventRegistration
from forum.tasks import send_event_letters


@receiver(page_published, sender=EventPage)
def tell_translations_and_people(sender, instance, **kwargs) -> None:
    give_to_translations(instance)
    if EventRegistration.objects.filter(event=instance.pk).exists():
        tell_of_changes(instance.pk)
        transaction.on_commit(send_event_letters.delay, robust=True)
