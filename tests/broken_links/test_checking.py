"""A round is polite, looks at what is due, and remembers since when a link is broken."""

import itertools
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from gateway.broken_links import checking, tasks
from gateway.broken_links.asking import Answer
from gateway.broken_links.checking import A_HOST_AT_MOST, AGAIN, PAUSE, check_due, claim
from gateway.broken_links.models import Link, LinkPlace, Outcome

GONE, FAILS, WORKS = Answer(Outcome.GONE, "404"), Answer(Outcome.FAILS, "503"), Answer(Outcome.WORKS, "200")


@pytest.fixture
def link_to(home):
    def make(url: str) -> Link:
        link = Link.objects.create(url=url)
        LinkPlace.objects.create(link=link, page=home)
        return link

    return make


class World:
    """A clock that only sleeping moves on."""

    now = 0.0

    def __init__(self, answer: Answer = WORKS):
        self.asked, self.answer = [], answer

    def clock(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds

    def ask(self, url):
        self.asked.append((url, self.now))
        return self.answer

    def round(self) -> int:
        return check_due(self.ask, self.clock, self.sleep)


def test_hosts_take_turns_and_are_never_hurried(link_to):
    for number in range(A_HOST_AT_MOST + 2):
        link_to(f"https://many.example.org/{number}")
    link_to("https://one.example.net/")
    world = World()
    assert world.round() == A_HOST_AT_MOST + 1
    assert world.asked[1][0] == "https://one.example.net/"
    times = [when for url, when in world.asked if "many" in url]
    assert all(later - earlier >= PAUSE for earlier, later in itertools.pairwise(times))


def test_round_ends_at_its_limits(link_to, monkeypatch):
    for host in "abc":
        link_to(f"https://{host}.example.org/")
    monkeypatch.setattr(checking, "AT_MOST", 2)
    assert World().round() == 2
    monkeypatch.setattr(checking, "ROUND_SECONDS", 0)
    assert World().round() == 0


def test_good_link_is_left_for_a_month(link_to):
    link = link_to("https://example.org/")
    assert (World().round(), World().round()) == (1, 0)
    link.refresh_from_db()
    assert link.due_at > timezone.now() + AGAIN - timedelta(minutes=1)


def test_broken_since_the_first_time_and_well_again(link_to):
    link = link_to("https://example.org/")
    World(FAILS).round()
    link.refresh_from_db()
    first = link.broken_since
    assert not Link.objects.broken().exists(), "once may be an accident"
    for _day in range(4):
        Link.objects.update(due_at=timezone.now())
        World(FAILS).round()
    link.refresh_from_db()
    assert (link.broken_since, link.failures) == (first, 5)
    assert link.due_at > timezone.now() + timedelta(days=6), "what is broken for long is asked less often"
    assert list(Link.objects.broken()) == [link]
    Link.objects.update(due_at=timezone.now())
    World(WORKS).round()
    link.refresh_from_db()
    assert (link.broken_since, link.failures) == (None, 0)


def test_gone_at_once_unless_called_all_right(link_to):
    link = link_to("https://example.org/")
    World(GONE).round()
    assert list(Link.objects.broken()) == [link]
    Link.objects.update(accepted="404")
    assert not Link.objects.broken().exists()
    assert list(Link.objects.called_all_right()) == [link]
    Link.objects.update(due_at=timezone.now())
    World(Answer(Outcome.GONE, "410")).round()
    assert list(Link.objects.broken()) == [link], "another answer than the one that was called all right"


def test_one_of_two_rounds_asks(link_to):
    link = link_to("https://example.org/")
    assert claim(link)
    assert not claim(link)


def test_link_that_another_round_has_taken_is_left(link_to, monkeypatch):
    link_to("https://example.org/")
    monkeypatch.setattr(checking, "claim", lambda link: False)
    assert World().round() == 0


def test_tasks_and_command(home, monkeypatch, capsys):
    monkeypatch.setattr(tasks, "check_due", lambda: 0)
    tasks.find_links()
    tasks.check_links()
    call_command("check_links")
    assert "0 links asked; 0 of 0 are broken." in capsys.readouterr().out
