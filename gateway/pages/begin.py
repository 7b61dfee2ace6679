"""Where to begin: the sections in which a person may add pages, on the admin's first page."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from gateway.accounts.audience import admitted
from gateway.accounts.models import User


def sections_of(user: User) -> QuerySet[Page]:
    """The English pages on which the person was given the right to add others; administrators have all sections."""
    pages = Page.objects.filter(locale__language_code="en", depth__gt=2)
    if user.is_superuser:
        return pages.filter(depth=3)
    rights = policy_registry.get_by_type(Page).get_all_permissions_for_user(user)
    return admitted(pages.filter(pk__in=rights.filter(permission__codename="add_page").values("page")), user)


def beginnings(user: User) -> Iterator[tuple[Page, list[tuple[str, str]]]]:
    """Each section with what may be added to it: the kind's name and the address of its form. Texts below texts are rare."""
    for page in sections_of(user).order_by("path").specific():
        kinds = [kind for kind in page.creatable_subpage_models() if kind.can_create_at(page) and kind is not type(page)]
        if kinds:
            yield page, [(kind.get_verbose_name(), form_address(kind, page)) for kind in kinds]


def form_address(kind: type[Page], parent: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=[kind._meta.app_label, kind._meta.model_name, parent.pk])


class WhereToBegin(Component):
    name = "where_to_begin"
    order = 50
    template_name = "wagtailadmin/home/where_to_begin.html"

    def get_context_data(self, parent_context):
        return {"beginnings": list(beginnings(parent_context["request"].user))}
