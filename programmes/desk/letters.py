"""Letters about releases: to the stewards when one is held, to whoever handed it in when it is decided.

A letter names the export and an address, never a figure or a reason. Who may receive it is asked as it is sent.
"""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from gateway.accounts.models import User
from programmes.desk.rights import deciders, may_see_runs
from programmes.models import Release, Run

State = Release.State


def tell_when_held(sender, instance: Release, created: bool, raw: bool = False, **kwargs) -> None:
    """A receiver of `post_save`: an export may be held at any door."""
    if created and not raw and instance.state == State.HELD:
        transaction.on_commit(lambda: tell_stewards(instance.pk), robust=True)


def tell_stewards(number: int) -> None:
    release = Release.objects.select_related("registry").filter(pk=number, state=State.HELD).first()
    if release:
        send((steward, held_letter(release, steward)) for steward in deciders().exclude(email=""))


def held_letter(release: Release, steward: User) -> tuple[str, str]:
    with translation.override(steward.language):
        subject = _("Held: %(export)s waits for a data steward") % {"export": release.export_id}
        lines = [
            _("An export of %(registry)s waits on the stewards' desk. Nothing of it is published yet.")
            % {"registry": release.registry.label},
            address("statistics_desk:release", release.pk),
        ]
        if release.uploaded_by_id == steward.pk:
            lines.append(_("You handed it in yourself: another data steward has to sign it off."))
        return subject, "\n\n".join(lines)


def tell_when_published(sender, instance: Run, raw: bool = False, **kwargs) -> None:
    """A receiver of `post_save`: the run of a decision has come to its end."""
    if not raw and instance.is_decision and instance.state == Run.State.PUBLISHED:
        transaction.on_commit(lambda: tell_decision(instance.release_id), robust=True)


def tell_decision(number: int) -> None:
    release = Release.objects.select_related("registry", "uploaded_by").filter(pk=number).first()
    if release is None or release.uploaded_by is None or release.uploaded_by_id == release.decided_by_id:
        return
    person = User.objects.get(pk=release.uploaded_by_id)
    if person.is_active and person.email and may_see_runs(person):
        send([(person, decision_letter(release, person))])


def decision_letter(release: Release, person: User) -> tuple[str, str]:
    run = Run.objects.filter(release=release, started_by=person, dry_run=False).order_by("pk").first()
    with translation.override(person.language):
        said = {
            State.PUBLISHED: _("The export %(export)s, which you handed in, was published."),
            State.REFUSED: _("The export %(export)s, which you handed in, was refused by a data steward."),
            State.WITHDRAWN: _("The export %(export)s, which you handed in, was withdrawn."),
        }
        subject = _("Decided: %(export)s") % {"export": release.export_id}
        lines = [said[release.state] % {"export": release.export_id}]
        if run:
            lines += [_("The reason stands on its page:"), address("statistics_desk:run", run.pk)]
        return subject, "\n\n".join(lines)


def address(name: str, number: int) -> str:
    return settings.SITE_URL + reverse(name, args=[number])


def send(letters: Iterable[tuple[User, tuple[str, str]]]) -> None:
    get_connection().send_messages([EmailMessage(subject, body, None, [person.email]) for person, (subject, body) in letters])
