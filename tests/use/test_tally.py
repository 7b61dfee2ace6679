"""Counts are written together, lose little and harm nobody."""

import pytest
from django.db import DatabaseError
from django.utils import timezone

from gateway.use import tally as module
from gateway.use.models import PageViews
from gateway.use.tally import HELD_AT_MOST, HELD_SECONDS, Tally, Visit


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def own(clock):
    return Tally(clock)


def visit(page) -> Visit:
    return Visit("page", page.pk, timezone.localdate())


def count() -> int:
    return sum(PageViews.objects.values_list("count", flat=True))


def test_first_visit_is_written_at_once_and_the_next_wait_half_a_minute(own, clock, page):
    own.add(visit(page))
    own.write_if_due()
    assert count() == 1
    own.add(visit(page))
    own.add(visit(page))
    own.write_if_due()
    assert count() == 1
    clock.now = HELD_SECONDS
    own.write_if_due()
    assert count() == 3


def test_many_visits_do_not_wait(own, page):
    own.write()
    for _time in range(HELD_AT_MOST):
        own.add(visit(page))
    own.write_if_due()
    assert count() == HELD_AT_MOST


def test_nothing_is_written_when_nobody_came(own, page, django_assert_num_queries):
    with django_assert_num_queries(0):
        own.write_if_due()


def test_counts_survive_a_database_that_does_not_answer(own, page, monkeypatch, caplog):
    own.add(visit(page))
    with monkeypatch.context() as patch:
        patch.setattr(module, "increase", lambda *args: (_ for _ in ()).throw(DatabaseError("away")))
        own.write()
    assert count() == 0
    assert "kept for the next time" in caplog.text
    own.write()
    assert count() == 1


def test_visits_of_a_page_that_is_gone_are_dropped(own, page):
    own.add(Visit("page", 10**6, timezone.localdate()))
    own.add(Visit("file", 10**6, timezone.localdate()))
    own.add(visit(page))
    own.write()
    assert count() == 1


def test_several_processes_add_up(page, clock):
    for _process in range(3):
        other = Tally(clock)
        other.add(visit(page))
        other.write()
    assert PageViews.objects.get().count == 3


def test_what_is_left_is_written_at_the_end(monkeypatch, own, page):
    monkeypatch.setattr(module, "tally", own)
    module.write_the_rest()
    own.add(visit(page))
    module.write_the_rest()
    assert count() == 1
