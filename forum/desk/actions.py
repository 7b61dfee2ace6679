"""The desk's list of actions: those of the meeting, and what is open from others of its body, each with its reports."""

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from forum.actions.own import readable_actions
from forum.desk.base import DeskPage
from forum.listings import meetings_of
from forum.models import Action, ActionReport


class ActionsView(DeskPage, TemplateView):
    template_name = "forum/admin/actions.html"
    page_title = _("Actions and reports")
    header_icon = "tasks"

    def get_context_data(self, **kwargs) -> dict:
        found = list(self.actions())
        made = [action for action in found if action.meeting_id == self.meeting.pk]
        others = [action for action in found if action.meeting_id != self.meeting.pk]
        return super().get_context_data(**kwargs) | {"made": made, "others": others}

    def actions(self) -> QuerySet[Action]:
        others = Q(meeting__in=meetings_of(self.body).values("pk"), state__in=Action.OPEN)
        reports = Prefetch("reports", ActionReport.objects.select_related("document"))
        found = readable_actions(self.request.user).filter(Q(meeting=self.meeting.pk) | others)
        return found.prefetch_related(reports).order_by("meeting__starts_at", "number")
