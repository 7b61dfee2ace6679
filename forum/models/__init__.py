"""The forum's records: bodies and their members, meetings and what belongs to them, commitments, events."""

from forum.models.agenda import AgendaItem, Paper
from forum.models.attendance import Attendance, AttendanceList
from forum.models.bodies import BodyPage, ForumIndexPage, Secretariat
from forum.models.calendar_addresses import CalendarAddress
from forum.models.commitments import Commitment, CommitmentsPage
from forum.models.communique import Communique, CommuniquePage
from forum.models.event_parts import EventProceeding, EventSpeaker
from forum.models.events import EventPage, EventsIndexPage
from forum.models.history import CommitmentReport, HistoryIsKept
from forum.models.invitations import Invitation
from forum.models.meetings import MeetingPage
from forum.models.memberships import Membership
from forum.models.minutes import Amendment, MinutesLetter, MinutesLine, MinutesPart, MinutesRecall, MinutesVersion
from forum.models.outcomes import Action, CarriedAction, Decision
from forum.models.registrations import EventRegistration
from forum.models.reminders import ActionReminder, NoReminders
from forum.models.reports import ActionReport

__all__ = [
    "Action",
    "ActionReminder",
    "ActionReport",
    "AgendaItem",
    "Amendment",
    "Attendance",
    "AttendanceList",
    "BodyPage",
    "CalendarAddress",
    "CarriedAction",
    "Commitment",
    "CommitmentReport",
    "CommitmentsPage",
    "Communique",
    "CommuniquePage",
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
    "MinutesLetter",
    "MinutesLine",
    "MinutesPart",
    "MinutesRecall",
    "MinutesVersion",
    "NoReminders",
    "Paper",
    "Secretariat",
]
