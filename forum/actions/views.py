"""A member's own actions on one page, and the page of each action: its history, and the form for who is in charge."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forum.actions.forms import ReportForm
from forum.actions.own import CLOSED_SHOWN, grouped, is_own, own_actions, readable_actions
from forum.actions.places import give_places
from forum.actions.reporting import report
from forum.actions.stopping import set_reminders, wants_reminders
from forum.desk.base import runs
from forum.models import Action
from forum.replying import PRIVATE


def private(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    return HttpResponse(render_to_string(template, context, request), headers=PRIVATE)


@never_cache
@login_required
@require_safe
def my_actions(request: HttpRequest) -> HttpResponse:
    found = own_actions(request.user)
    still = give_places(list(found.filter(state__in=Action.OPEN)), request.user)
    closed = found.exclude(state__in=Action.OPEN).order_by("-meeting__starts_at", "number")[:CLOSED_SHOWN]
    context = {
        "groups": grouped(still),
        "closed": give_places(list(closed), request.user),
        "reminders": wants_reminders(request.user),
    }
    return private(request, "forum/my_actions.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_action(request: HttpRequest, action_id: int) -> HttpResponse:
    """For those who may read its meeting; for all others it is not there."""
    action = readable_actions(request.user).filter(pk=action_id).first()
    if action is None:
        raise Http404
    may_report = is_own(request.user, action) or runs(request.user, action.meeting)
    if request.method == "POST" and not may_report:
        raise Http404
    form = ReportForm(request.POST or None, request.FILES or None, initial={"state": action.state}) if may_report else None
    if request.method == "POST" and form.is_valid():
        report(action, form.instance, form.cleaned_data["file"], request.user)
        messages.success(request, _("Your report is kept. The members of the body and the secretariat see it."))
        return redirect("action", action.pk)
    give_places([action], request.user)
    context = {"action": action, "reports": action.reports.select_related("document"), "form": form}
    return private(request, "forum/action.html", context)


@login_required
@require_POST
def choose_reminders(request: HttpRequest) -> HttpResponse:
    set_reminders(request.user, request.POST.get("reminders") == "on")
    messages.success(request, _("Your choice about reminders is kept."))
    return redirect("my_actions")
