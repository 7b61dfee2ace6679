"""The admin's permissions, never wider than the audience: what a person may not read, the admin does not name.

Wagtail's rights run down the page tree and the tree of collections; an editor of the whole
site would otherwise meet every closed page in listings, reports, choosers and history.
"""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import AbstractPage, Page
from wagtail.models.pages import PagePermissionTester
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from gateway.accounts.audience import admitted, may_read
from gateway.accounts.documents import closed_paths, without_closed
from gateway.accounts.models import User

_lapse_sources: list[Callable[[User], Iterable[int]]] = []


def lapse_source(source: Callable[[User], Iterable[int]]) -> Callable[[User], Iterable[int]]:
    """Registers groups that a person is still listed in, but whose rights have ended."""
    _lapse_sources.append(source)
    return source


def without_lapsed(permissions: QuerySet, user: User) -> QuerySet:
    lapsed = {pk for source in _lapse_sources for pk in source(user)} if user.is_authenticated else set()
    return permissions.exclude(group__in=lapsed)


class AudiencePagePolicy(PagePermissionPolicy):
    def get_all_permissions_for_user(self, user):
        return without_lapsed(super().get_all_permissions_for_user(user), user)

    def instances_user_has_any_permission_for(self, user, actions):
        return admitted(super().instances_user_has_any_permission_for(user, actions), user)

    def explorable_instances(self, user):
        return admitted(super().explorable_instances(user), user)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return may_read(user, instance) and super().user_has_any_permission_for_instance(user, actions, instance)


class AudienceCollectionPolicy(CollectionOwnershipPermissionPolicy):
    def get_all_permissions_for_user(self, user):
        return without_lapsed(super().get_all_permissions_for_user(user), user)

    def instances_user_has_any_permission_for(self, user, actions):
        return without_closed(super().instances_user_has_any_permission_for(user, actions), user)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        if not super().user_has_any_permission_for_instance(user, actions, instance):
            return False
        return without_closed(type(instance).objects.filter(pk=instance.pk), user).exists()

    def collections_user_has_any_permission_for(self, user, actions):
        found = super().collections_user_has_any_permission_for(user, actions)
        for path in closed_paths(user):
            found = found.exclude(path__startswith=path)
        return found


class AudiencePermissionTester(PagePermissionTester):
    """No right at all on a page that the person may not read."""

    def __init__(self, user, page):
        super().__init__(user, page)
        if page.pk and not user.is_superuser and not may_read(user, page):
            self.permissions = set()


def register_policies() -> None:
    """For the exact class of the files, since Wagtail registers its own for all subclasses later."""
    register_permission_policy(AbstractPage, AudiencePagePolicy(Page))
    for model, stock in ((get_document_model(), "wagtaildocs.Document"), (get_image_model(), "wagtailimages.Image")):
        policy = AudienceCollectionPolicy(model, auth_model=stock, owner_field_name="uploaded_by_user")
        register_permission_policy(model, policy, exact_class=True)
