"""Impatient clicks: one pack of a person is made at a time, one waits, and more are turned away."""

from threading import Event, Thread

import pytest

from forum.models import MeetingPage
from forum.pack import turns
from forum.pack.turns import turn
from tests.factories.forum import make_meeting


def test_second_waits_for_the_first_and_the_third_is_turned_away():
    begun, over, told = Event(), Event(), []

    def first() -> None:
        with turn(1):
            begun.set()
            over.wait(5)
            told.append("first")

    def second() -> None:
        with turn(1) as may_begin:
            told.append(("second", may_begin))

    threads = [Thread(target=first), Thread(target=second)]
    threads[0].start()
    begun.wait(5)
    threads[1].start()
    while turns.queues[1].length < 2:
        pass
    with turn(1) as third, turn(2) as somebody_else:
        assert (third, somebody_else) == (False, True)
    over.set()
    for thread in threads:
        thread.join(5)
    assert told == ["first", ("second", True)]
    assert turns.queues == {}


def test_turn_ends_where_the_pack_could_not_be_made():
    with pytest.raises(OSError, match="full"), turn(1):
        raise OSError("full")
    assert turns.queues == {}


def test_reader_with_too_many_packs_under_way_is_asked_to_wait(body, member, outsider, as_, monkeypatch):
    monkeypatch.setattr(turns, "AT_MOST", 0)
    address = f"/forum/meetings/{make_meeting(body).pk}/pack.pdf"
    assert as_(member).get(address).status_code == 429
    assert as_(outsider).get(address).status_code == 404
    assert MeetingPage.objects.get().title not in as_(member).get(address).content.decode()
