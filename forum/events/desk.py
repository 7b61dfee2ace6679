"""Who registered for an event, for those who may edit it: a list in the admin, and the same as a table for a spreadsheet."""

import csv
from functools import cached_property

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, ngettext
from django.views.generic import TemplateView, View
from wagtail import hooks
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button

from forum.events.places import held_places, leave
from forum.events.twins import source_of
from forum.models import EventPage, EventRegistration
from forum.tasks import send_event_letters
from gateway.accounts.audience import Reader
from gateway.files.cells import spelled

PRIVATE = "private, no-store"
COLUMNS = ["name", "email", "institution", "province", "needs", "state", "language", "registered"]


def may_see(person: Reader, event: EventPage) -> bool:
    """Whoever may edit the page, and nobody else."""
    return event.permissions_for_user(person).can_edit()


def rows_of(event: EventPage) -> list[EventRegistration]:
    """Those with a place first, then the waiting list in its order."""
    found = EventRegistration.objects.filter(event=event).select_related("province")
    return list(found.order_by("state", "queued_at", "asked_at", "pk"))


class EventDesk:
    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not may_see(request.user, self.event):
            raise Http404
        response = super().dispatch(request, *args, **kwargs)
        response["Cache-Control"] = PRIVATE
        return response

    @cached_property
    def event(self) -> EventPage:
        found = EventPage.objects.select_related("locale").filter(pk=self.kwargs["event_id"]).first()
        if found is None:
            raise Http404
        return source_of(found)


class RegistrationsView(EventDesk, WagtailAdminTemplateMixin, TemplateView):
    template_name = "forum/admin/registrations.html"
    page_title = _("Registrations")
    header_icon = "group"

    def get_page_subtitle(self) -> str:
        return self.event.title

    def get_breadcrumbs_items(self) -> list[dict]:
        edit = {"url": reverse("wagtailadmin_pages:edit", args=[self.event.pk]), "label": self.event.title}
        return [*self.breadcrumbs_items, edit, {"url": "", "label": self.page_title, "sublabel": self.event.title}]

    def get_context_data(self, **kwargs) -> dict:
        rows = rows_of(self.event)
        counts = [(label, sum(row.state == state for row in rows)) for state, label in EventRegistration.State.choices]
        return super().get_context_data(**kwargs) | {"event": self.event, "rows": rows, "counts": counts}

    def post(self, request: HttpRequest, event_id: int) -> HttpResponse:
        """Takes somebody off the list who asked for it; the first of those who wait moves up."""
        number = request.POST.get("row", "")
        row = (
            EventRegistration.objects.filter(event=self.event, pk=number).first()
            if number.isdecimal() and len(number) < 10
            else None
        )
        if row is not None:
            leave(row.key)
            transaction.on_commit(send_event_letters.delay, robust=True)
            messages.success(request, _("The registration is deleted."))
        return redirect("event_registrations", self.event.pk)


class RegistrationsTable(EventDesk, View):
    http_method_names = ("get", "head")

    def get(self, request: HttpRequest, event_id: int) -> HttpResponse:
        name = f"{self.event.slug}-{timezone.localdate().isoformat()}.csv"
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        writer = csv.writer(response)
        writer.writerow(COLUMNS)
        for row in rows_of(self.event):
            writer.writerow(spelled(cells(row)))
        return response


def cells(row: EventRegistration) -> list[str]:
    province = row.province.name if row.province else ""
    when = timezone.localtime(row.asked_at).isoformat(timespec="minutes")
    return [row.name, row.email, row.institution, province, row.needs, row.state, row.language, when]


@hooks.register("after_publish_page")
def tell_of_too_many(request: HttpRequest, page) -> None:
    """The form has counted them; whoever registered since keeps the place."""
    found = source_of(page) if isinstance(page, EventPage) else None
    if found is not None and found.places is not None and (count := held_places(found)) > found.places:
        words = ngettext(
            "Somebody registered while you lowered the limit: %(count)d person has a place, and keeps it.",
            "Somebody registered while you lowered the limit: %(count)d people have a place, and keep it.",
            count,
        )
        messages.warning(request, words % {"count": count})


@hooks.register("register_admin_urls")
def desk_addresses() -> list:
    return [
        path("forum/events/<int:event_id>/registrations/", RegistrationsView.as_view(), name="event_registrations"),
        path("forum/events/<int:event_id>/registrations.csv", RegistrationsTable.as_view(), name="event_registrations_table"),
    ]


def registrations_button(page, user):
    if page.specific_class is EventPage and may_see(user, page):
        yield Button(_("Registrations"), reverse("event_registrations", args=[page.pk]), icon_name="group", priority=40)


@hooks.register("register_page_header_buttons")
def button_in_the_header(page, user, view_name, next_url=None):
    yield from registrations_button(page, user)


@hooks.register("register_page_listing_more_buttons")
def button_in_the_list(page, user, next_url=None):
    yield from registrations_button(page, user)
