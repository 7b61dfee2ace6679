"""The list of runs, and a run's own page: its progress while it lasts, then its report."""

import django_filters
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, StatusTagColumn, TitleColumn, UserColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets.button import HeaderButton

from programmes.desk import progress, report
from programmes.desk.pages import RUNS, RunPage
from programmes.desk.rights import may_decide, may_hand_in, runs_of
from programmes.models import Release, Run


class RunFilter(WagtailFilterSet):
    state = django_filters.ChoiceFilter(choices=Run.State.choices, label=gettext_lazy("State"))
    door = django_filters.ChoiceFilter(choices=Run.Door.choices, label=gettext_lazy("Door"))

    class Meta:
        model = Run
        fields = ("state", "door")


def name_of(run: Run) -> str:
    return run.export_id or _("Export without a readable name")


class RunList(RunPage, BaseListingView):
    page_title = gettext_lazy("Exports handed in")
    model = Run
    paginate_by = 30
    table_classname = "listing desk-listing"
    filterset_class = RunFilter
    index_url_name = "statistics_desk:runs"
    index_results_url_name = "statistics_desk:runs_results"
    verbose_name_plural = gettext_lazy("exports")
    columns = (
        TitleColumn("export_id", label=gettext_lazy("Export"), accessor=name_of, url_name="statistics_desk:run"),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor="get_state_display",
            primary=lambda run: run.state in (Run.State.PUBLISHED, Run.State.HELD),
        ),
        BooleanColumn("dry_run", label=gettext_lazy("Only tried")),
        Column("source", label=gettext_lazy("Registry")),
        Column("door", label=gettext_lazy("Door"), accessor="get_door_display"),
        UserColumn("started_by", label=gettext_lazy("By")),
        DateColumn("queued_at", label=gettext_lazy("When"), sort_key="queued_at"),
    )

    def get_base_queryset(self):
        return runs_of(self.request.user).select_related("started_by__wagtail_userprofile").order_by("-queued_at", "-pk")

    def get_header_buttons(self):
        if not may_hand_in(self.request.user):
            return []
        return [HeaderButton(_("Hand in an export"), url=reverse("statistics_desk:hand_in"), icon_name="upload")]


class OneRun(RunPage):
    """A run of someone else's is not there for those who may only hand in."""

    def run(self) -> Run:
        known = runs_of(self.request.user).select_related("release__registry", "started_by")
        return get_object_or_404(known, pk=self.kwargs["pk"])


class RunView(OneRun, View):
    template_name = "programmes/admin/run.html"
    page_title = gettext_lazy("Export")
    way = (RUNS,)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self.run()
        self.page_subtitle = name_of(run)
        return self.render_to_response(
            self.get_context_data(
                run=run,
                is_over=progress.is_over(run),
                stages=progress.stages(run),
                outcome=report.outcome(run),
                tone=report.tone(run),
                lines=report.lines(run.report, in_full=may_decide(request.user)),
                release_address=release_address(run, request.user),
                release=run.release if run.release and run.release.state not in ("rejected", "received") else None,
            )
        )


def release_address(run: Run, user) -> str:
    """To the desk for those who decide; for others only where the public may look too."""
    if run.release is None or run.release.state == "rejected":
        return ""
    if may_decide(user):
        return reverse("statistics_desk:release", args=[run.release_id])
    is_public = run.release.state in Release.SHOWN and not run.release.is_embargoed(timezone.now())
    return reverse("release", args=[run.release_id]) if is_public else ""


class RunProgress(OneRun, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        run = self.run()
        answer = progress.as_json(run) | {"outcome": report.outcome(run)}
        return JsonResponse(answer, headers={"Cache-Control": "no-store"})


class RunReport(OneRun, View):
    """The report as a file."""

    def get(self, request: HttpRequest, pk: int, form: str) -> HttpResponse:
        run = self.run()
        if not progress.is_over(run):
            raise Http404
        in_full = may_decide(request.user)
        name = {"Content-Disposition": f'attachment; filename="report-{run.pk}.{form}"'}
        if form == "json":
            return JsonResponse(
                report.as_json(run, in_full=in_full), headers=name, json_dumps_params={"indent": 2, "ensure_ascii": False}
            )
        return HttpResponse(
            "\ufeff" + report.as_csv(run, in_full=in_full), content_type="text/csv; charset=utf-8", headers=name
        )
