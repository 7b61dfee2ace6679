"""Keeps the stored audiences true: whatever may change one recomputes it in the same transaction."""

from contextvars import ContextVar

from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.dispatch import Signal, receiver
from wagtail.models import Page, PageLogEntry, PageViewRestriction
from wagtail.signals import pre_page_move

from gateway.accounts.audience import EVERYONE, audiences_below
from gateway.accounts.models import PageAudience

audience_changed = Signal()
"""Sent inside the transaction, with `page_ids`: the pages whose audience may have changed."""
_moving: ContextVar[frozenset[int]] = ContextVar("moving", default=frozenset())


@transaction.atomic
def store_audiences(root: Page) -> None:
    """Writes the audience of a page, of its translations, and of all below them."""
    translations = Page.objects.filter(translation_key=root.translation_key).exclude(pk=root.pk)
    found = {pk: a for page in (root, *translations) for pk, a in audiences_below(page).items()}
    for alias in Page.objects.filter(alias_of__in=found).exclude(pk__in=found):
        found |= audiences_below(alias)
    PageAudience.objects.filter(page__in=found).delete()
    PageAudience.objects.bulk_create(
        PageAudience(page_id=pk, token=token) for pk, audience in found.items() for token in audience.stored_tokens
    )
    audience_changed.send(sender=Page, page_ids=list(found))


@receiver(post_save)
def store_new_page(sender, instance, created, raw=False, **kwargs) -> None:
    if created and not raw and isinstance(instance, Page):
        store_audiences(instance)


@receiver(pre_page_move)
def expect_move(sender, instance, **kwargs) -> None:
    _moving.set(_moving.get() | {instance.pk})


@receiver(post_save)
def store_moved_page(sender, instance, raw=False, **kwargs) -> None:
    """In the move's own transaction; the signal after it would leave a moment in which a page below a closed one is open."""
    if not raw and isinstance(instance, Page) and instance.pk in _moving.get():
        _moving.set(_moving.get() - {instance.pk})
        store_audiences(Page.objects.get(pk=instance.pk))


@receiver([post_save, post_delete], sender=PageViewRestriction)
def store_restricted_page(sender, instance, origin=None, **kwargs) -> None:
    if issubclass(getattr(origin, "model", type(origin)), Page):
        return  # The page goes with its restrictions: new rows would be left behind.
    page = Page.objects.filter(pk=instance.page_id).first()
    if page:
        store_audiences(page)


@receiver(m2m_changed, sender=PageViewRestriction.groups.through)
def store_regrouped_page(sender, instance, action, reverse, **kwargs) -> None:
    if action.startswith("post_") and not reverse:
        store_audiences(instance.page)


@receiver(pre_delete, sender=Page)
def leave_no_title_behind(sender, instance, **kwargs) -> None:
    """The history shows deleted pages to whoever edits the root: of a closed one it keeps who did what and when."""
    if not PageAudience.objects.filter(page_id=instance.pk, token=EVERYONE).exists():
        PageLogEntry.objects.filter(page_id=instance.pk).update(label="–", data={})
