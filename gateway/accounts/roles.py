"""The admin's groups and what each may do. `ensure_roles` may run as often as one likes.

Page permissions are given section by section, never on a home page: a permission on a home page
reaches every section, and the forum's pages belong to its secretariats.
"""

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from gateway.accounts.moderation import begin_moderation, moderate, moderation

EDITORS, MODERATORS = "Editors", "Moderators"
STEWARDS, OFFICERS, SECRETARIATS = "Data stewards", "Registry officers", "Forum secretariats"
ROLES = (EDITORS, MODERATORS, STEWARDS, OFFICERS, SECRETARIATS)

LIBRARY, FORUM_FILES = "Library", "Forum files"
FORUM_SLUG = "forum"

WRITE_PAGES = ("add_page", "change_page")
GUARD_PAGES = (*WRITE_PAGES, "publish_page", "lock_page", "unlock_page", "bulk_delete_page")
PAGES = {EDITORS: WRITE_PAGES, MODERATORS: GUARD_PAGES}

WRITE_FILES = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
FILE_APPS = ("wagtailimages", "wagtaildocs")
COLLECTIONS = {
    LIBRARY: {
        EDITORS: WRITE_FILES,
        MODERATORS: (*WRITE_FILES, "delete_image", "delete_document"),
        SECRETARIATS: ("choose_image", "choose_document"),
    },
    FORUM_FILES: {},
}

MODEL_PERMISSIONS: dict[str, set[str]] = {
    EDITORS: {"wagtail_localize.submit_translation"},
    MODERATORS: {
        "wagtail_localize.submit_translation",
        "gateway_taxonomy.add",
        "gateway_taxonomy.change",
        "gateway_taxonomy.view",
        "gateway_pages.change_sitesettings",
        "wagtailredirects.",
    },
    STEWARDS: set(),
    OFFICERS: set(),
    SECRETARIATS: set(),
}
"""By app and the beginning of a codename; the permissions of page models are left out."""


def grant(role: str, *permissions: str) -> None:
    """Registers what a wing's own models let a role do; a wing asks for it when it is ready."""
    MODEL_PERMISSIONS[role].update(permissions)


def library() -> Collection:
    """Where public images and documents are kept."""
    return _collection(LIBRARY)


def forum_files() -> Collection:
    """Where the bodies' collections are kept, each of them open to its own members and secretariat only."""
    return _collection(FORUM_FILES)


@transaction.atomic
def ensure_roles() -> None:
    """Makes the groups, and gives each its permissions on what exists now; takes nothing away that an administrator gave."""
    is_first_time = not Group.objects.filter(name=STEWARDS).exists()
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in ROLES}
    if is_first_time:
        _withdraw_from_root(groups)
    for name, group in groups.items():
        group.permissions.add(*_model_permissions(name))
    _open_sections(groups)
    for name, grants in COLLECTIONS.items():
        if Collection.get_first_root_node():
            _open_collection(_collection(name), grants, groups)


def ensure_roles_after_migrating(sender, **kwargs) -> None:
    """Once the last app has its permissions, so that every group exists in a new database."""
    if sender is [app for app in apps.get_app_configs() if app.models_module][-1]:
        ensure_roles()


def _withdraw_from_root(groups: dict[str, Group]) -> None:
    """Wagtail's own first migration gives Editors and Moderators the whole tree and all files."""
    GroupPagePermission.objects.filter(group__in=groups.values(), page__depth=1).delete()
    GroupCollectionPermission.objects.filter(group__in=groups.values(), collection__depth=1).delete()
    for group in groups.values():
        group.permissions.clear()


def _model_permissions(role: str) -> list[Permission]:
    found = [*Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")]
    for grant in MODEL_PERMISSIONS[role]:
        app, _dot, codename = grant.partition(".")
        permissions = Permission.objects.filter(content_type__app_label=app, codename__startswith=codename)
        found += [permission for permission in permissions.select_related("content_type") if not _is_for_pages(permission)]
    return found


def _is_for_pages(permission: Permission) -> bool:
    model = permission.content_type.model_class()
    return model is not None and issubclass(model, Page)


def _open_sections(groups: dict[str, Group]) -> None:
    """The forum's section is opened body by body, to each body's own secretariat, and has no moderators."""
    workflow, is_new = moderation(groups[MODERATORS])
    if is_new:
        begin_moderation(workflow, groups[EDITORS])
    for section in Page.objects.filter(depth=3).exclude(slug=FORUM_SLUG):
        if _open_section(section, groups) or is_new:
            moderate(section, workflow)


def _open_section(section: Page, groups: dict[str, Group]) -> bool:
    """Whether it was closed before."""
    found = [
        GroupPagePermission.objects.get_or_create(group=groups[name], page=section, permission=permission)
        for name, codenames in PAGES.items()
        for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames)
    ]
    return any(created for _row, created in found)


def _open_collection(collection: Collection, grants: dict[str, tuple[str, ...]], groups: dict[str, Group]) -> None:
    for name, codenames in grants.items():
        for permission in Permission.objects.filter(content_type__app_label__in=FILE_APPS, codename__in=codenames):
            GroupCollectionPermission.objects.get_or_create(group=groups[name], collection=collection, permission=permission)


def _collection(name: str) -> Collection:
    return Collection.objects.filter(name=name, depth=2).first() or Collection.get_first_root_node().add_child(name=name)
