"""The admin's first page for those who work with exports: what waits for them, and their last runs."""

from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from programmes.desk.rights import may_decide, may_hand_in, may_see_runs, runs_of
from programmes.models import Release
from programmes.provenance import freshness

LAST = 5


class StatisticsPanel(Component):
    name = "statistics_desk"
    order = 40
    template_name = "programmes/admin/dashboard.html"

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        held = Release.objects.filter(state=Release.State.HELD).select_related("registry", "uploaded_by").defer("movements")
        return {
            "me": user,
            "may_hand_in": may_hand_in(user),
            "may_decide": may_decide(user),
            "held": held.order_by("received_at")[:LAST] if may_decide(user) else [],
            "overdue": [row for row in freshness.rows() if row.is_overdue] if may_decide(user) else [],
            "runs": runs_of(user).order_by("-queued_at", "-pk")[:LAST],
        }


def show_panel(request: HttpRequest, panels: list) -> None:
    if may_see_runs(request.user):
        panels.append(StatisticsPanel())
