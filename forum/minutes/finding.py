"""What search finds a meeting's minutes by: what all members may read of them, and no more."""

from forum.minutes.lines import words_in
from forum.models import MeetingPage, MinutesLine, MinutesVersion


def words_of_minutes(meeting: MeetingPage) -> list[str]:
    key = meeting.translation_key
    if meeting.minutes_state == MeetingPage.Minutes.CIRCULATED:
        lines = MinutesLine.objects.filter(part__meeting__translation_key=key, part__recall=None)
        return list(lines.values_list("html", flat=True))
    if meeting.minutes_state == MeetingPage.Minutes.CONFIRMED:
        version = MinutesVersion.objects.filter(meeting__translation_key=key).first()
        return [words_in(version.parts)] if version else []
    return []
