"""A meeting held fast while its minutes move: whoever saves it, proposes, answers or confirms meanwhile waits for the end."""

from forum.models import MeetingPage
from forum.models.standing_minutes import hold


def held(meeting_id: int) -> MeetingPage:
    """The meeting as it stands now; within a transaction, it and its translations stay so until the end."""
    key = MeetingPage.objects.values_list("translation_key", flat=True).get(pk=meeting_id)
    hold(translation_key=key)
    return MeetingPage.objects.get(pk=meeting_id)
