"""The forum's records: bodies and their members, meetings and what belongs to them, commitments, events."""

from forum.models.agenda import AgendaItem, Paper
from forum.models.attendance import Attendance, AttendanceList
from forum.models.bodies import BodyPage, ForumIndexPage, Secretariat
from forum.models.commitments import Commitment, CommitmentsPage
from forum.models.event_parts import EventProceeding, EventSpeaker
from forum.models.events import EventPage, EventsIndexPage
from forum.models.history import CommitmentReport, HistoryIsKept
from forum.models.invitations import Invitation
from forum.models.meetings import MeetingPage
from forum.models.memberships import Membership
from forum.models.outcomes import Action, CarriedAction, Decision
from forum.models.registrations import EventRegistration

__all__ = [
    "Action",
    "AgendaItem",
    "Attendance",
    "AttendanceList",
    "BodyPage",
    "CarriedAction",
    "Commitment",
    "CommitmentReport",
    "CommitmentsPage",
    "Decision",
    "EventPage",
    "EventProceeding",
    "EventRegistration",
    "EventSpeaker",
    "EventsIndexPage",
    "ForumIndexPage",
    "HistoryIsKept",
    "Invitation",
    "MeetingPage",
    "Membership",
    "Paper",
    "Secretariat",
]
