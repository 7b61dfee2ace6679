"""Keeps a body's secretariat and its people in step with the body and its memberships."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from forum.communique.publishing import close
from forum.communique.withdrawing import forget_in_search
from forum.copying import carry_to_the_next
from forum.models import BodyPage, Commitment, CommitmentsPage, CommuniquePage, MeetingPage, Membership
from forum.secretariat import dissolve, establish, seat
from gateway.accounts.models import User
from gateway.search.queue import request_findable


@receiver(post_save, sender=BodyPage)
def establish_secretariat(sender, instance, created, raw=False, **kwargs) -> None:
    if created and not raw and not instance.alias_of_id:
        establish(instance)


@receiver(post_delete, sender=BodyPage)
def dissolve_secretariat(sender, instance, **kwargs) -> None:
    dissolve(instance)


@receiver(post_save, sender=Membership)
def seat_member(sender, instance, raw=False, **kwargs) -> None:
    if not raw:
        seat(instance.person)


@receiver(post_delete, sender=Membership)
def unseat_member(sender, instance, origin=None, **kwargs) -> None:
    """Not where the person is being deleted: their groups go with them."""
    deleted = origin if isinstance(origin, type) else getattr(origin, "model", type(origin))
    if deleted is not User:
        seat(instance.person)


@receiver([post_save, post_delete], sender=Commitment)
def write_commitments_anew(sender, instance, raw=False, **kwargs) -> None:
    """The page of commitments is found by the words of them all."""
    if not raw:
        request_findable(CommitmentsPage.objects.values_list("pk", flat=True))


@receiver(page_published, sender=MeetingPage)
def open_the_next(sender, instance, **kwargs) -> None:
    if instance.state == MeetingPage.State.HELD and instance.locale.language_code == "en":
        carry_to_the_next(instance)


@receiver(page_unpublished, sender=CommuniquePage)
def close_communique(sender, instance, **kwargs) -> None:
    close(instance)


@receiver([page_published, page_unpublished], sender=MeetingPage)
def write_communique_anew(sender, instance, **kwargs) -> None:
    """It is public only while its meeting is on the site."""
    forget_in_search(instance)
