"""The pages that a person works with in the admin: for reports, which name a page to nobody else."""

from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from gateway.accounts.models import User

WORK = ["add", "change", "publish"]


def work_of(user: User) -> QuerySet[Page]:
    """Nothing that they may not read is among them."""
    pages: QuerySet[Page] = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, WORK)
    return pages.filter(depth__gt=1)


def works_with_pages(user: User) -> bool:
    return bool(policy_registry.get_by_type(Page).user_has_any_permission(user, WORK))
