"""Reporting on an action: the report is kept, and the action stands as it says."""

from pathlib import PurePath

from django.db import transaction
from django.utils import timezone

from forum.models import Action, ActionReport, BodyPage
from forum.models.history import institution_of
from forum.secretariat import establish
from gateway.accounts.models import User
from gateway.files.models import Document


@transaction.atomic
def report(action: Action, said: ActionReport, file, by: User) -> ActionReport:
    """Keeps `said`, with the file in the closed collection of the action's body. Of two at once, the second waits."""
    Action.objects.select_for_update(no_key=True).get(pk=action.pk)
    said.recorded_at = timezone.now()
    said.action, said.by, said.by_whom = action, by, signature(by)
    if file:
        said.document = kept_file(action.meeting.get_parent().specific, file, by)
    said.save()
    return said


def signature(person: User) -> str:
    """Name and institution as they are today: the history keeps them when the account goes."""
    institution = institution_of(person)
    return f"{person}, {institution.name}"[:300] if institution else str(person)[:300]


def kept_file(body: BodyPage, file, by: User) -> Document:
    document = Document(title=PurePath(file.name).stem[:255], file=file, uploaded_by_user=by)
    document.collection = establish(body).collection
    document.file_size = file.size
    document._set_file_hash()
    document.save()
    return document


def meetings_with_evidence(file) -> list[int]:
    """What a report shows opens to the readers of the action's meeting."""
    if not isinstance(file, Document):
        return []
    return list(ActionReport.objects.filter(document=file.pk).values_list("action__meeting", flat=True))
