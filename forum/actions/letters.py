"""The letter that reminds a person of their actions, in their language, with the reason for it and the way out of it."""

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _, ngettext

from forum.actions.places import give_places
from forum.actions.stopping import stop_url
from forum.models import Action, ActionReminder
from gateway.accounts.models import User


def letter(person: User, actions: list[Action], reminders: list[ActionReminder]) -> EmailMessage:
    """The actions are those that the person may read now; `reminders` are the rows that the letter settles."""
    with translation.override(person.language):
        give_places(actions, person)
        for action in actions:
            action.address = settings.SITE_URL + reverse("action", args=[action.pk])
        context = {
            "overdue": [action for action in actions if action.is_overdue],
            "soon": [action for action in actions if not action.is_overdue],
            "is_named": all(action.person_id == person.pk for action in actions),
            "my_actions_url": settings.SITE_URL + reverse("my_actions"),
            "stop_url": stop_url(person),
            "site": settings.SITE_URL,
        }
        text = render_to_string("forum/reminder.txt", context).strip() + "\n"
        return EmailMessage(subject(actions), text, None, [person.email], headers=headers(person, reminders))


def subject(actions: list[Action]) -> str:
    late = sum(action.is_overdue for action in actions)
    if late == len(actions):
        return ngettext("%(count)d action is overdue", "%(count)d actions are overdue", late) % {"count": late}
    if late:
        return _("Your actions: overdue and due soon")
    return ngettext("%(count)d action is due soon", "%(count)d actions are due soon", len(actions)) % {"count": len(actions)}


def headers(person: User, reminders: list[ActionReminder]) -> dict[str, str]:
    """Sent twice after a sudden end, a letter has the same Message-ID, which many readers show once."""
    digest = hashlib.sha256(" ".join(str(row.pk) for row in reminders).encode()).hexdigest()[:32]
    return {
        "Message-ID": f"<actions-{digest}@{urlsplit(settings.SITE_URL).hostname}>",
        "List-Unsubscribe": f"<{stop_url(person)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
