"""One group and one collection for each body: its secretariat runs its pages and touches no other's."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from forum.models import BodyPage, Membership, Secretariat
from gateway.accounts.models import CollectionAudience, User
from gateway.accounts.roles import FILE_APPS, SECRETARIATS, WRITE_FILES, WRITE_PAGES, forum_files

PAGE_PERMISSIONS = (*WRITE_PAGES, "publish_page", "lock_page", "unlock_page")


@transaction.atomic
def establish(body: BodyPage) -> Secretariat:
    """The secretariat of a body, made if need be, with its rights on this page of the body."""
    secretariat = Secretariat.objects.filter(body_key=body.translation_key).first() or found(body)
    for codename in PAGE_PERMISSIONS:
        GroupPagePermission.objects.get_or_create(
            group=secretariat.group,
            page_id=body.pk,
            permission=Permission.objects.get(content_type__app_label="wagtailcore", codename=codename),
        )
    return secretariat


def found(body: BodyPage) -> Secretariat:
    name = f"{body.title[:60]} ({str(body.translation_key)[:8]})"
    group = Group.objects.create(name=f"Secretariat: {name}")
    collection = forum_files().add_child(name=name)
    CollectionAudience.objects.create(collection=collection, token=body.token)
    files = Permission.objects.filter(content_type__app_label__in=FILE_APPS, codename__in=WRITE_FILES)
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=collection, permission=permission) for permission in files
    )
    return Secretariat.objects.create(body_key=body.translation_key, group=group, collection=collection)


def dissolve(body: BodyPage) -> None:
    """Ends the group with the body's last translation; its files stay, closed to all."""
    if not BodyPage.objects.filter(translation_key=body.translation_key).exists():
        Group.objects.filter(secretariat__body_key=body.translation_key).delete()


def seat(person: User) -> None:
    """Puts a person into the groups of a secretariat, or takes them out, after their seats."""
    seats = Membership.objects.filter(person=person, role=Membership.Role.SECRETARIAT)
    keys = set(seats.values_list("body__translation_key", flat=True))
    own = Group.objects.filter(secretariat__body_key__in=keys)
    person.groups.remove(*Group.objects.filter(secretariat__isnull=False).exclude(pk__in=own))
    person.groups.add(*own)
    common = Group.objects.get_or_create(name=SECRETARIATS)[0]
    (person.groups.add if keys else person.groups.remove)(common)


def lapsed_groups(user: User) -> set[int]:
    """Groups of secretariats in which the user sits no longer: they open nothing from the next request on."""
    held = dict(Secretariat.objects.filter(group__user=user).values_list("body_key", "group_id"))
    if not held:
        return set()
    seats = Membership.objects.current().filter(person=user, role=Membership.Role.SECRETARIAT)
    current = set(seats.values_list("body__translation_key", flat=True))
    return {group for key, group in held.items() if key not in current}
