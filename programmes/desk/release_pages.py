"""The data stewards' desk: what waits, every release, and the page on which one is judged."""

import django_filters
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn, UserColumn
from wagtail.admin.views.generic.base import BaseListingView

from programmes.desk import decisions
from programmes.desk.advice import advice
from programmes.desk.facts import facts, moment
from programmes.desk.figures import FiguresTable
from programmes.desk.forms import ReasonForm
from programmes.desk.pages import DESK, DeskPage
from programmes.desk.rights import may_sign_off, others_who_may_sign_off
from programmes.desk.words import words_form
from programmes.models import Registry, Release, Run
from programmes.publishing import NotAllowed

State = Release.State


def why(release: Release) -> str:
    """Why it is held, in a line; a release that is decided waits for its hour only."""
    if release.state == State.PUBLISHED:
        return _("Published; readers see it from its hour.")
    rules = dict.fromkeys(check["rule"] for check in release.report.get("checks", []))
    return " ".join(str(advice(rule).wrong) for rule in rules)


def hour(release: Release) -> str:
    return moment(release.embargo_until)


def waiting() -> Q:
    """Held for a decision, or published and still under embargo."""
    return Q(state=State.HELD) | Q(state=State.PUBLISHED, embargo_until__gt=timezone.now())


class ReleaseTable(DeskPage, BaseListingView):
    model = Release
    paginate_by = 30
    table_classname = "listing desk-listing"
    verbose_name_plural = gettext_lazy("releases")
    title_column = TitleColumn("dataset", label=gettext_lazy("Release"), accessor=str, url_name="statistics_desk:release")
    state_column = StatusTagColumn(
        "state", label=gettext_lazy("State"), accessor="get_state_display", primary=lambda release: release.state == State.HELD
    )
    facts_columns = (
        Column("registry", label=gettext_lazy("Registry"), accessor="registry.label"),
        UserColumn("uploaded_by", label=gettext_lazy("Handed in by")),
        DateColumn("received_at", label=gettext_lazy("Since"), sort_key="received_at"),
        Column("embargo_until", label=gettext_lazy("Embargo until"), accessor=hour, sort_key="embargo_until"),
    )

    def get_base_queryset(self):
        people = ("uploaded_by__wagtail_userprofile", "registry")
        return Release.objects.select_related(*people).defer("movements").order_by("-received_at", "-pk")


class WaitingList(ReleaseTable):
    page_title = gettext_lazy("Stewards' desk")
    index_url_name = "statistics_desk:waiting"
    columns = (
        ReleaseTable.title_column,
        ReleaseTable.state_column,
        Column("why", label=gettext_lazy("Why it waits"), accessor=why),
        *ReleaseTable.facts_columns,
    )

    def get_base_queryset(self):
        return super().get_base_queryset().filter(waiting())

    @property
    def no_results_message(self) -> str:
        return _("Nothing waits for a decision. Held exports and releases under embargo will stand here.")


class ReleaseFilter(WagtailFilterSet):
    state = django_filters.ChoiceFilter(choices=State.choices, label=gettext_lazy("State"))
    registry = django_filters.ModelChoiceFilter(queryset=Registry.objects.all(), label=gettext_lazy("Registry"))

    class Meta:
        model = Release
        fields = ("state", "registry")


class ReleaseList(ReleaseTable):
    page_title = gettext_lazy("All releases")
    way = (DESK,)
    filterset_class = ReleaseFilter
    index_url_name = "statistics_desk:releases"
    index_results_url_name = "statistics_desk:releases_results"
    columns = (ReleaseTable.title_column, ReleaseTable.state_column, *ReleaseTable.facts_columns)


class ReleaseView(DeskPage, View):
    """A release's facts, its figures beside the old ones, and the forms for what may be decided now."""

    template_name = "programmes/admin/release.html"
    page_title = gettext_lazy("Release")
    way = (DESK,)

    def get(self, request: HttpRequest, pk: int, decision: str = "") -> HttpResponse:
        """A decision's address is for its form; whoever opens it, or reloads it, is led to the release."""
        return redirect("statistics_desk:release", pk=pk) if decision else self.show(self.release())

    def post(self, request: HttpRequest, pk: int, decision: str) -> HttpResponse:
        release = self.release()
        if decision not in decisions.DECISIONS:
            raise Http404
        form = reason_form(release, decision, request.POST)
        if not form.is_valid():
            faults = " ".join(fault for found in form.errors.values() for fault in found)
            return self.show(release, forms={decision: form}, faults=faults, status=400)
        try:
            run = decisions.DECISIONS[decision](release, request.user, form.cleaned_data["reason"])
        except NotAllowed as refusal:
            release.refresh_from_db()
            return self.show(release, forms={decision: form}, refusal=str(refusal) or own_release(release), status=403)
        if run:
            if run.started_by != request.user:
                messages.warning(request, ALREADY % {"person": run.started_by})
            return redirect("statistics_desk:run", pk=run.pk)
        messages.success(request, DONE[decision] % {"release": release})
        return redirect("statistics_desk:release", pk=release.pk)

    def release(self) -> Release:
        known = Release.objects.select_related("registry", "uploaded_by", "decided_by").exclude(state=State.RECEIVED)
        release = get_object_or_404(known, pk=self.kwargs["pk"])
        self.page_subtitle = str(release)
        return release

    def show(
        self, release: Release, forms: dict | None = None, refusal: str = "", faults: str = "", status: int = 200
    ) -> HttpResponse:
        given = forms or {}
        is_own = release.uploaded_by_id == self.request.user.pk
        context = self.get_context_data(
            release=release,
            facts=facts(release),
            reasons=[advice(check["rule"]).wrong for check in unique_checks(release)],
            is_embargoed=release.state == State.PUBLISHED and release.is_embargoed(timezone.now()),
            table=FiguresTable(release, self.request.GET) if release.state == State.HELD else None,
            forms=[
                (name, given.get(name) or reason_form(release, name)) for name in open_decisions(release, self.request.user)
            ],
            words=words_form(release),
            own=own_release(release) if is_own and release.state == State.HELD else "",
            refusal=refusal,
            faults=faults,
            on_its_way=on_its_way(release),
        )
        return self.render_to_response(context, status=status)


DONE = {
    "refuse": gettext_lazy("%(release)s is refused. Whoever handed it in is told."),
    "withdraw": gettext_lazy("%(release)s is withdrawn. Readers see the figures before it."),
}


ALREADY = gettext_lazy("%(person)s is publishing this release already; your reason was not kept.")


def open_decisions(release: Release, user) -> list[str]:
    if release.state == State.HELD:
        return ["publish", "refuse"] if may_sign_off(user, release) and not on_its_way(release) else ["refuse"]
    return ["withdraw"] if release.state == State.PUBLISHED else []


def on_its_way(release: Release) -> Run | None:
    """The run of a decision that is not at its end yet."""
    return Run.objects.filter(door=Run.Door.DESK, release=release, state__in=Run.OPEN).first()


def reason_form(release: Release, decision: str, data=None) -> ReasonForm:
    return ReasonForm(data, needed=decision != "publish" or decisions.needs_reason(release), auto_id=f"{decision}_%s")


def unique_checks(release: Release) -> list[dict]:
    return list({check["rule"]: check for check in release.report.get("checks", [])}.values())


def own_release(release: Release) -> str:
    """Whom to ask instead."""
    names = [str(person) for person in others_who_may_sign_off(release)]
    comma = _(", ")
    said = _("You handed this export in yourself, so another data steward has to sign it off.")
    who = _("That can be:") + f" {comma.join(names)}." if names else _("At present there is no other.")
    return f"{said} {who}"
