"""Who may import, whose imports one sees, and who may publish what is imported: Wagtail's own rights on the library."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from gateway.accounts.models import User
from research.models import Import, ResearchIndexPage


def library_of(user: User | AnonymousUser) -> ResearchIndexPage | None:
    """The library in which the person may add pages. Lists are made of English pages, whatever a work's language."""
    for library in ResearchIndexPage.objects.filter(locale__language_code="en").order_by("path"):
        if library.permissions_for_user(user).can_add_subpage():
            return library
    return None


def may_import(user: User | AnonymousUser) -> bool:
    return library_of(user) is not None


def may_publish(user: User, library: ResearchIndexPage) -> bool:
    return library.permissions_for_user(user).can_publish_subpage()


def imports_of(user: User) -> QuerySet[Import]:
    """One's own: a list may name works that others may not see. Administrators see all."""
    return Import.objects.all() if user.is_superuser else Import.objects.filter(started_by=user.pk)
