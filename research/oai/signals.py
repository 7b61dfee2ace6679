"""Tells the ledger of works that may have changed, been closed or been deleted."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.signals import page_published

from gateway.accounts.signals import audience_changed
from gateway.search.signals import OF_NO_CONCERN
from gateway.taxonomy.models import Area, Institution, Theme
from research.models import Person, PublicationPage
from research.oai.ledger import note

USES = {
    Theme: ("themes",),
    Area: ("areas",),
    Person: ("authors__person",),
    Institution: ("publisher", "authors__institution", "authors__person__institution"),
}


@receiver(post_save, sender=PublicationPage)
def note_saved(sender: Any, instance: Any, update_fields: frozenset[str] | None = None, **signal: Any) -> None:
    if not (update_fields and OF_NO_CONCERN.issuperset(update_fields)):
        note([instance.translation_key])


@receiver(page_published, sender=PublicationPage)
@receiver(post_delete, sender=PublicationPage)
def note_page(sender: Any, instance: Any, **signal: Any) -> None:
    note([instance.translation_key])


@receiver(m2m_changed, sender=PublicationPage.themes.through)
def note_themes(sender: Any, instance: Any, action: str, reverse: bool, **signal: Any) -> None:
    if action.startswith("post_") and not reverse:
        note([instance.translation_key])


@receiver(audience_changed)
def note_audience(sender: Any, page_ids: list[int], **signal: Any) -> None:
    note(works(Q(pk__in=page_ids)))


def note_term(sender: Any, instance: Model, **signal: Any) -> None:
    note(works(uses(instance)))


def note_lost_term(sender: Any, instance: Model, **signal: Any) -> None:
    """The pages that use a term are known only before it is deleted, and are without it only after."""
    transaction.on_commit(partial(note, list(works(uses(instance)))))


for model in USES:
    post_save.connect(note_term, sender=model)
    pre_delete.connect(note_lost_term, sender=model)


def uses(term: Model) -> Q:
    found = Q()
    for relation in USES[type(term)]:
        found |= Q(**{relation: term})
    return found


def works(where: Q):
    return PublicationPage.objects.filter(where).order_by().values_list("translation_key", flat=True)
