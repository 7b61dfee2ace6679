"""Where actions were agreed, in the reader's language."""

from forum.models import Action, BodyPage
from gateway.accounts.audience import Reader
from gateway.pages.localized import in_readers_language


def give_places(actions: list[Action], reader: Reader) -> list[Action]:
    """Gives each its `place`, the meeting, and its `body`; as many questions for one as for many."""
    meetings = {action.meeting_id: action.meeting for action in actions}
    parents = {number: meeting.path[: -meeting.steplen] for number, meeting in meetings.items()}
    by_path = {body.path: body for body in BodyPage.objects.filter(path__in=parents.values()).select_related("locale")}
    bodies = {number: by_path[path] for number, path in parents.items()}
    places, owners = (
        dict(zip(found, in_readers_language(found.values(), reader), strict=True)) for found in (meetings, bodies)
    )
    for action in actions:
        action.place, action.body = places[action.meeting_id], owners[action.meeting_id]
    return actions
