"""The forum in the admin: memberships and commitments, and the desk of each meeting."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import include, path
from django.utils.translation import gettext as translated, gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from forum.desk import urls as desk_urls
from forum.desk.buttons import desk_buttons
from forum.events import desk as events_desk, taking_off  # noqa: F401 - they register their own hooks
from forum.models import Commitment, Membership, MinutesVersion
from forum.sealing import NeverDeleted
from forum.seats import SeatForm, SeatPolicy

register_permission_policy(Membership, SeatPolicy(Membership))
register_permission_policy(Commitment, NeverDeleted(Commitment))


class MembershipViewSet(SnippetViewSet):
    model = Membership
    icon = "group"
    list_display = ["person", "body", Column("get_role_display", label=_("Role"), sort_key="role"), "term_from", "term_to"]
    list_filter = ["role"]
    list_per_page = 50
    search_fields = ["person__email", "person__first_name", "person__last_name"]
    search_backend_name = None
    edit_handler = ObjectList(
        [
            FieldPanel("body"),
            FieldPanel("email"),
            FieldRowPanel([FieldPanel("role"), FieldPanel("province")]),
            FieldPanel("institution"),
            FieldRowPanel([FieldPanel("term_from"), FieldPanel("term_to")]),
        ],
        base_form_class=SeatForm,
    )

    def get_queryset(self, request):
        policy = self.permission_policy
        return policy.instances_user_has_any_permission_for(request.user, ["view", "change"]).select_related("person", "body")


class CommitmentViewSet(SnippetViewSet):
    model = Commitment
    icon = "clipboard-list"
    list_display = [
        "number",
        "title",
        Column("get_pillar_display", label=_("Pillar"), sort_key="pillar"),
        Column("get_state_display", label=_("State"), sort_key="state"),
        "confirmed_on",
    ]
    list_filter = ["pillar", "state"]
    search_fields = ["title", "title_ur", "responsible"]
    search_backend_name = None


class ForumViewSetGroup(SnippetViewSetGroup):
    menu_label = _("Forum")
    menu_icon = "group"
    menu_order = 250
    items = (MembershipViewSet, CommitmentViewSet)


register_snippet(ForumViewSetGroup)


@hooks.register("register_admin_urls")
def desk_addresses() -> list:
    return [path("forum/meetings/", include(desk_urls))]


@hooks.register("register_page_header_buttons")
def desk_in_the_header(page, user, view_name, next_url=None):
    yield from desk_buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def desk_in_the_list(page, user, next_url=None):
    yield from desk_buttons(page, user)


@hooks.register("before_delete_page")
def keep_sealed_minutes(request, page):
    """A body or a meeting with confirmed minutes, or in which some were confirmed, stays: it can be taken off the site, but not deleted."""
    sealed = Q(meeting__path__startswith=page.path) | Q(confirmed_in__path__startswith=page.path)
    if MinutesVersion.objects.filter(sealed).exists():
        messages.error(request, translated("Confirmed minutes are never deleted. Unpublish the page instead."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("before_bulk_action")
def keep_sealed_minutes_among_many(request, action_type, objects, action):
    if action_type == "delete":
        return next(filter(None, (keep_sealed_minutes(request, page) for page in objects if isinstance(page, Page))), None)
    return None
