"""The ways from a meeting's page in the admin to its desk: in the page's header and in the list of the body's meetings."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import Button

from forum.desk.base import runs
from forum.models import MeetingPage

WAYS = [
    ("invitations", _("Invitations and replies"), "mail"),
    ("attendance", _("Attendance"), "group"),
    ("minutes", _("Minutes"), "edit"),
    ("communique", _("Public communiqué"), "globe"),
    ("actions", _("Actions and reports"), "tasks"),
    ("next", _("Copy to the next meeting"), "copy"),
]


def desk_buttons(page, user) -> Iterator[Button]:
    if page.specific_class is not MeetingPage or not runs(user, page):
        return
    for order, (name, label, icon) in enumerate(WAYS):
        yield Button(label, reverse(f"forum_desk:{name}", args=[page.pk]), icon_name=icon, priority=40 + order)
    if page.live:
        yield Button(_("Pack to print (PDF)"), reverse("meeting_pack", args=[page.pk]), icon_name="download", priority=46)
