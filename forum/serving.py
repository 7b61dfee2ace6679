"""The decisions and actions that serve a commitment: for those who may read the meeting, and not even a number for others."""

from django.db.models import QuerySet

from forum.models import Action, Commitment, Decision, MeetingPage
from gateway.accounts.audience import Reader, readable


def give_what_serves(commitments: list[Commitment], reader: Reader) -> None:
    """Gives each its `serving_decisions` and `serving_actions`; two questions for all."""
    decisions = by_commitment(Decision.objects.all(), commitments, reader)
    actions = by_commitment(Action.objects.select_related("institution"), commitments, reader)
    for commitment in commitments:
        commitment.serving_decisions = decisions.get(commitment.pk, [])
        commitment.serving_actions = actions.get(commitment.pk, [])


def by_commitment(records: QuerySet, commitments: list[Commitment], reader: Reader) -> dict[int, list]:
    meetings = readable(MeetingPage.objects.filter(locale__language_code="en"), reader)
    open_to_reader = records.filter(commitment__in=commitments, meeting__in=meetings.values("pk"))
    found: dict[int, list] = {}
    for record in open_to_reader.select_related("meeting").order_by("meeting__starts_at", "number", "sort_order"):
        found.setdefault(record.commitment_id, []).append(record)
    return found
