"""Who may hand in an export, see its report, and decide on a release."""

from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models import Q, QuerySet

from gateway.accounts.models import User
from programmes.models import Release, Run

HAND_IN, DECIDE = "programmes.hand_in_export", "programmes.decide_release"


def may_hand_in(user: User | AnonymousUser) -> bool:
    return user.has_perm(HAND_IN)


def may_decide(user: User | AnonymousUser) -> bool:
    return user.has_perm(DECIDE)


def may_see_runs(user: User | AnonymousUser) -> bool:
    return may_hand_in(user) or may_decide(user)


def may_sign_off(user: User, release: Release) -> bool:
    """Nobody signs off alone what they handed in."""
    return may_decide(user) and release.uploaded_by_id != user.pk


def runs_of(user: User | AnonymousUser) -> QuerySet[Run]:
    """Those who decide see all runs; those who hand in, their own."""
    if may_decide(user):
        return Run.objects.all()
    return Run.objects.filter(started_by=user.pk) if may_hand_in(user) else Run.objects.none()


def deciders() -> QuerySet[User]:
    """Everyone who may decide on a release at this moment."""
    right = Permission.objects.get(content_type__app_label="programmes", codename="decide_release")
    holds = Q(is_superuser=True) | Q(groups__permissions=right) | Q(user_permissions=right)
    return User.objects.filter(holds, is_active=True).distinct().order_by("first_name", "last_name", "email")


def others_who_may_sign_off(release: Release) -> list[User]:
    return list(deciders().exclude(pk=release.uploaded_by_id))
