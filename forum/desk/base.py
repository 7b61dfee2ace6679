"""What the desk's pages share: the meeting, for the secretariat of its body alone; for all others it is not there."""

from functools import cached_property
from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from forum.models import BodyPage, MeetingPage
from forum.seats import bodies_run_by
from gateway.accounts.audience import may_read
from gateway.accounts.models import User


def runs(person: User, meeting: MeetingPage) -> bool:
    """Whether a person runs the body of a meeting today."""
    keys = bodies_run_by(person).values("translation_key")
    parents = BodyPage.objects.filter(path=meeting.path[: -meeting.steplen], translation_key__in=keys)
    return may_read(person, meeting) and parents.exists()


class DeskPage(WagtailAdminTemplateMixin):
    """Its records hang on the page of the meeting's source, whichever translation is asked."""

    header_icon = "calendar"
    page_title: ClassVar[str]

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not runs(request.user, self.meeting):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def meeting(self) -> MeetingPage:
        found = MeetingPage.objects.filter(pk=self.kwargs["meeting_id"]).first()
        if found is None:
            raise Http404
        source = MeetingPage.objects.filter(translation_key=found.translation_key, locale__language_code="en").first()
        return source or found

    @cached_property
    def body(self) -> BodyPage:
        return self.meeting.get_parent().specific

    def get_page_title(self) -> str:
        return self.page_title

    def get_page_subtitle(self) -> str:
        return self.meeting.title

    def get_breadcrumbs_items(self) -> list[dict]:
        edit = {"url": reverse("wagtailadmin_pages:edit", args=[self.meeting.pk]), "label": self.meeting.title}
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, edit, here]

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"meeting": self.meeting, "body": self.body}
