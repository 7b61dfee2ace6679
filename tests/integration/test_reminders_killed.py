"""Reminders whose sender is killed: no letter is lost, so each comes at least once.

A letter comes again for each sudden end that fell between the mail server's having it and the sender's noting that, and then
under the same Message-ID. No other comes twice.
"""

import json
import os
import signal
from collections import Counter
from threading import Event

import pytest

from tests.integration.mail_sink import AFTER, BEFORE, mail_sink

pytestmark = pytest.mark.xdist_group("postgresql")
MEMBERS = 7
KILLS = [(1, BEFORE), (2, AFTER), (1, AFTER), (2, BEFORE)]
"""Which letter of an attempt its process did not survive, and when."""


@pytest.fixture
def sink():
    with mail_sink() as sink:
        yield sink


@pytest.fixture
def ask(postgres_site):
    """What a function of `reminders` answers in the site."""
    code = "import json\nfrom tests.integration import reminders\nprint(json.dumps(reminders.{}(*{!r})))"
    return lambda name, *arguments: json.loads(postgres_site.do(code.format(name, arguments)))


@pytest.fixture
def attempt(ask, sink):
    """Sends what is due at that minute; dies at the moment of that letter. What the mail server got, and whether it died."""

    def send(minute, letter=0, moment=""):
        countdown, born, is_born = [letter], [], Event()

        def kill(now: str) -> None:
            countdown[0] -= now == moment
            if now == moment and countdown[0] == 0:
                is_born.wait()
                os.kill(born[0], signal.SIGKILL)

        sink.letters, sink.at = [], kill
        born.append(ask("send", minute, sink.port))
        is_born.set()
        died = ask("wait", born[0]) == signal.SIGKILL
        return [(one["To"], one["Message-ID"]) for one in sink.letters], died

    return send


def test_killed_again_and_again_it_loses_no_letter_and_repeats_only_what_it_could_not_note(ask, attempt):
    people, letters, in_doubt = ask("prepare", MEMBERS), [], []
    for hour, (letter, moment) in enumerate(KILLS):
        got, died = attempt(60 * hour, letter, moment)
        assert died
        letters += got
        in_doubt += got[-1:] if moment == AFTER else []
    soon, later, at_last = (attempt(60 * len(KILLS) + minute) for minute in (-55, 0, 60))
    assert (len(later[0]), at_last) == (1, ([], False)), "whom the last kill hit is written to once the claim has run out"
    letters += soon[0] + later[0]
    assert sorted(address for address, _name in {*letters}) == people
    assert Counter(letters) == Counter([*{*letters}, *in_doubt])
    assert ask("unsent") == 0
