"""A held meeting in each state of its minutes."""

import pytest

from forum.minutes.circulating import lay_out
from forum.minutes.confirming import seal
from forum.models import (
    AgendaItem,
    Decision,
)
from tests.factories.forum import attend, make_meeting


@pytest.fixture
def meeting(body, member):
    """Held; the member was there."""
    agenda = [AgendaItem(title="Floods", minutes="<p>The river rose.</p><ul><li>One</li><li>Two</li></ul>")]
    children = {"agenda": agenda, "decisions": [Decision(text="Build a dam")]}
    meeting = make_meeting(body, state="held", title="Spring", minutes="<p>All came.</p>", days=-60, children=children)
    attend(meeting, membership=member.memberships.get())
    return meeting


@pytest.fixture
def circulated(meeting):
    lay_out(meeting)
    meeting.refresh_from_db()
    return meeting


@pytest.fixture
def next_meeting(body, meeting):
    return make_meeting(body, state="held", title="Summer", days=-10, number=2)


@pytest.fixture
def confirmed(circulated):
    seal(circulated, None, None)
    circulated.refresh_from_db()
    return circulated
