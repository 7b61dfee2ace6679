"""Taking circulated minutes back to the draft: what was accepted goes into it, what was proposed is kept, those told are told."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum.minutes.circulating import set_state
from forum.minutes.holding import held
from forum.minutes.lines import joined, split
from forum.models import AgendaItem, MeetingPage, MinutesLetter, MinutesPart, MinutesRecall
from gateway.accounts.models import User
from gateway.search.models import IndexedPage


@transaction.atomic
def recall(meeting: MeetingPage, reason: str, by: User) -> int:
    """How many people are to be written to: those to whom the letter about the circulated minutes went."""
    meeting = held(meeting.pk)
    if meeting.minutes_state != MeetingPage.Minutes.CIRCULATED:
        raise ValidationError(_("Only circulated minutes are taken back, and not once they are confirmed."))
    made = MinutesRecall.objects.create(meeting=meeting, reason=reason, by=by)
    set_state(meeting, MeetingPage.Minutes.DRAFT)
    write_back(meeting, by)
    MinutesPart.objects.filter(meeting=meeting, recall=None).update(recall=made)
    forget_in_search(meeting)
    letters = MinutesLetter.objects.filter(meeting=meeting, recall=None)
    letters.filter(sent_at=None).delete()
    return letters.update(recall=made, sent_at=None)


def forget_in_search(meeting: MeetingPage) -> None:
    """At once: what search keeps of the meeting goes, and it is found again when it has been written anew."""
    IndexedPage.objects.filter(
        page__in=MeetingPage.objects.filter(translation_key=meeting.translation_key).values("pk")
    ).delete()


def write_back(meeting: MeetingPage, by: User) -> None:
    """The lines as they stand become the draft, on the site and in what the editor opens next; a text that nobody changed stays."""
    texts = dict(changed_texts(meeting))
    if not texts:
        return
    was_published = not meeting.has_unpublished_changes
    MeetingPage.objects.filter(pk=meeting.pk).update(minutes=texts.get("opening", meeting.minutes))
    for item in AgendaItem.objects.filter(meeting=meeting.pk):
        AgendaItem.objects.filter(pk=item.pk).update(minutes=texts.get(f"item-{item.pk}", item.minutes))
    draft = MeetingPage.objects.get(pk=meeting.pk).get_latest_revision_as_object()
    draft.minutes = texts.get("opening", draft.minutes)
    for item in draft.agenda.all():
        item.minutes = texts.get(f"item-{item.pk}", item.minutes)
    revision = draft.save_revision(user=by, log_action=True)
    if was_published:
        revision.publish(user=by)


def changed_texts(meeting: MeetingPage):
    """By the keys of the parts."""
    before = {"opening": meeting.minutes} | {f"item-{item.pk}": item.minutes for item in meeting.agenda.all()}
    for part in MinutesPart.objects.filter(meeting=meeting, recall=None).prefetch_related("lines"):
        lines = [{"style": line.style, "html": line.html} for line in part.lines.all() if line.text]
        if lines != split(before.get(part.key, "")):
            yield part.key, joined(lines)
