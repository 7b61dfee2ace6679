"""What search calls the kinds of pages."""

from django.utils.translation import gettext_lazy as _

SEARCH_KINDS = {
    "publication": _("Publication"),
    "programme": _("Programme"),
    "statistics": _("Statistics"),
    "course": _("Course"),
    "lesson": _("Lesson"),
    "body": _("Forum or committee"),
    "meeting": _("Meeting"),
    "event": _("Event"),
    "commitments": _("Commitments"),
    "page": _("Page"),
}


def kind_label(kind: str) -> str:
    return str(SEARCH_KINDS.get(kind, kind.replace("-", " ").capitalize()))
