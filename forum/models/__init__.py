"""The forum's records: bodies and their members, meetings, commitments, events."""

from forum.models.bodies import BodyPage, ForumIndexPage, Membership, Secretariat
from forum.models.commitments import Commitment, CommitmentsPage
from forum.models.events import EventPage, EventsIndexPage, EventSpeaker
from forum.models.meetings import Action, AgendaItem, Decision, MeetingPage, Paper

__all__ = [
    "Action",
    "AgendaItem",
    "BodyPage",
    "Commitment",
    "CommitmentsPage",
    "Decision",
    "EventPage",
    "EventSpeaker",
    "EventsIndexPage",
    "ForumIndexPage",
    "MeetingPage",
    "Membership",
    "Paper",
    "Secretariat",
]
