"""The steps of an import, each whole or not at all: checked, imported, taken back."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation

from gateway.accounts.models import User
from research.importing.checking import CREATE, ERROR, LIKELY, Plan, check
from research.importing.making import make_page
from research.importing.reading import Reading, read
from research.importing.record import Record
from research.importing.rights import may_publish
from research.importing.undoing import take_back
from research.models import Import, ResearchIndexPage

State, Trouble = Import.State, Import.Trouble
STUCK = timedelta(minutes=5)


def upload(name: str, content: bytes, person: User, library: ResearchIndexPage) -> Import:
    """Reads and checks a file and keeps the report; makes no page. Raises UnreadableFile."""
    reading: Reading = read(name, content)
    imported = Import(file_name=name[-255:], form=reading.form, started_by=person, library=library)
    imported.records = [record.as_json() for record in reading.records]
    imported.remarks = [list(note) for note in reading.remarks]
    imported.report = report(plans(imported))
    imported.save()
    return imported


def plans(imported: Import) -> list[Plan]:
    """In English whoever asks, so that two reports of the same lines are the same."""
    with translation.override("en"):
        return check([Record.from_json(stored) for stored in imported.records], imported.started_by or AnonymousUser())


def report(found: list[Plan]) -> list[dict]:
    return [plan.as_json() for plan in found]


def check_again(imported: Import) -> None:
    """After the vocabulary was mended, for example."""
    imported.report, imported.trouble = report(plans(imported)), Trouble.NONE
    imported.save()


def can_start(imported: Import) -> bool:
    outcomes = {line["outcome"] for line in imported.report}
    return imported.state == State.CHECKED and ERROR not in outcomes and bool(outcomes & {CREATE, LIKELY})


def start(imported: Import, person: User, *, publish: bool, all_the_same: list[int]) -> None:
    """`all_the_same` are the lines of likely duplicates that are made nevertheless."""
    _queue(imported, State.QUEUED, {"by": person.pk, "publish": publish, "all_the_same": all_the_same})


def start_undo(imported: Import, person: User, *, changed_too: bool | None) -> None:
    """`changed_too` says what becomes of pages changed since; without an answer any such page stops the undo."""
    _queue(imported, State.UNDOING, {"by": person.pk, "changed_too": changed_too})


@transaction.atomic
def _queue(imported: Import, state: str, choices: dict) -> None:
    imported.state, imported.trouble, imported.choices = state, Trouble.NONE, choices
    imported.save(update_fields=["state", "trouble", "choices", "moved_at"])
    ask_to_go_on(imported.pk)


def ask_to_go_on(number: int) -> None:
    from research.tasks import go_on_with_import

    transaction.on_commit(partial(go_on_with_import.delay, number), robust=True)


def go_on(number: int) -> None:
    """Does what an import waits for. Running it twice, or again after it was killed, does it once."""
    for state, step, before in ((State.QUEUED, _import, State.CHECKED), (State.UNDOING, _undo, State.IMPORTED)):
        try:
            _step(number, state, step)
        except Exception:
            Import.objects.filter(pk=number, state=state).update(state=before, trouble=Trouble.FAILED)
            raise


@transaction.atomic
def _step(number: int, state: str, step: Callable[[Import], None]) -> None:
    imported = Import.objects.select_for_update().filter(pk=number, state=state).first()
    if imported:
        step(imported)
        imported.save()


def _import(imported: Import) -> None:
    person, found = User.objects.get(pk=imported.choices["by"]), plans(imported)
    if not imported.library.permissions_for_user(person).can_add_subpage():
        raise PermissionDenied
    if report(found) != imported.report:
        imported.report, imported.state, imported.trouble = report(found), State.CHECKED, Trouble.CHANGED
        return
    publish = imported.choices["publish"] and may_publish(person, imported.library)
    for plan in found:
        if plan.outcome == CREATE or (plan.outcome == LIKELY and plan.record.line in imported.choices["all_the_same"]):
            make_page(plan, imported, person, publish)
    imported.state = State.IMPORTED


def _undo(imported: Import) -> None:
    done = take_back(imported, User.objects.get(pk=imported.choices["by"]), imported.choices["changed_too"])
    imported.state, imported.trouble = (State.UNDONE, Trouble.NONE) if done else (State.IMPORTED, Trouble.KEPT)


def lost() -> list[int]:
    """Imports whose task never came, or was killed with its worker."""
    waiting = Import.objects.filter(state__in=[State.QUEUED, State.UNDOING], moved_at__lt=timezone.now() - STUCK)
    return list(waiting.values_list("pk", flat=True))
