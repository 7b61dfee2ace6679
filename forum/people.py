"""The people of a meeting: who is expected, who was there, and whether they were enough."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _, gettext_lazy

from forum.models import Attendance, Invitation, MeetingPage
from gateway.accounts.audience import Reader

SAID = {
    Invitation.Reply.YES: gettext_lazy("coming"),
    Invitation.Reply.DEPUTY: gettext_lazy("sending a deputy"),
    Invitation.Reply.APOLOGIES: gettext_lazy("not coming"),
}


@dataclass(frozen=True)
class Replies:
    """How many were invited and what they answered; `own` is the reader's invitation, if there is one."""

    invited: int
    counts: list[tuple[str, int]]
    own: Invitation | None
    own_reply: str


def replies_to(meeting: MeetingPage, reader: Reader) -> Replies | None:
    invitations = list(Invitation.objects.filter(meeting__translation_key=meeting.translation_key).exclude(told=""))
    if not invitations:
        return None
    found = Counter(row.reply for row in invitations if row.answers(meeting))
    counts = [(str(label), found[reply]) for reply, label in SAID.items() if found[reply]]
    waiting = len(invitations) - found.total()
    counts += [(_("no reply yet"), waiting)] if waiting else []
    own = next((row for row in invitations if row.person_id == reader.pk), None)
    said = own.get_reply_display() if own and own.answers(meeting) else ""
    return Replies(len(invitations), counts, own, said)


@dataclass(frozen=True)
class Group:
    """Those who speak for one province, or for the federation, by institution."""

    label: str
    rows: list[Attendance]

    @property
    def there(self) -> int:
        return sum(row.is_there for row in self.rows)


@dataclass(frozen=True)
class Roll:
    """The attendance list of a meeting; `quorum` is None where the body had no such rule."""

    groups: list[Group]
    quorum: int | None

    @property
    def voting(self) -> list[Attendance]:
        return [row for group in self.groups for row in group.rows if row.votes]

    @property
    def voting_there(self) -> int:
        return sum(row.is_there for row in self.voting)

    @property
    def is_quorate(self) -> bool:
        return self.quorum is None or self.voting_there >= self.quorum


def attendance_of(meeting: MeetingPage) -> Roll | None:
    """The federation first, then the provinces by name; in each the institutions by name. One question."""
    found = Attendance.objects.filter(list__meeting__translation_key=meeting.translation_key)
    rows = list(found.select_related("list", "institution", "province"))
    if not rows:
        return None
    rows.sort(key=lambda row: (province_of(row), institution_of(row), row.name))
    groups = [Group(label or _("The federation"), list(group)) for label, group in groupby(rows, province_of)]
    return Roll(groups, rows[0].list.quorum)


def province_of(row: Attendance) -> str:
    return row.province.label if row.province else ""


def institution_of(row: Attendance) -> str:
    return row.institution.label if row.institution else ""
