"""Two people at once: one of them wins, the other is told, nothing is lost and nobody sees an error page.

An error within a request fails the scene with its own traceback. What writes least is played on both databases.
"""

import json

import pytest

from tests.live import LiveSite

on_postgresql = pytest.mark.xdist_group("postgresql")


def play(site: LiveSite, scene: str) -> dict:
    """What became of a scene of `at_once`."""
    return json.loads(site.do(f"import json\nfrom tests.integration import at_once\nprint(json.dumps(at_once.{scene}()))"))


def test_two_secretaries_confirm_the_same_minutes(site):
    assert play(site, "two_confirm") == {"told": [[False, True], [True, False]], "versions": 1}


def test_one_person_who_registers_twice_is_registered_once(site):
    assert play(site, "one_person_registers_twice") == {"told": [True, True], "rows": ["unconfirmed"]}


def test_two_reports_on_an_action_are_both_kept_and_it_stands_as_the_last(site):
    end = {"told": [302] * 4, "reports": ["done", "done", "under-way", "under-way"], "stands as its last report": True}
    assert play(site, "two_report") == end


@on_postgresql
def test_two_secretaries_circulate_the_same_minutes(postgres_site):
    end = {"told": [[False, True], [True, False]], "parts": 2, "letters": 1}
    assert play(postgres_site, "two_circulate") == end


@on_postgresql
def test_minutes_circulated_while_their_page_is_published_stay_circulated(postgres_site):
    end = {"published": True, "letters": [1], "state": "circulated", "place": "Karachi", "parts": 2}
    assert play(postgres_site, "one_circulates_while_another_publishes") == end


@on_postgresql
def test_proposal_comes_before_the_confirmation_or_is_told_that_it_is_late(postgres_site):
    end = play(postgres_site, "one_proposes_while_another_confirms")
    assert end.pop("kept"), "what was typed stays on the page"
    assert end in (
        {"confirmed": [True, False], "proposed": [False, True], "state": "confirmed", "proposals": 0},
        {"confirmed": [False, True], "proposed": [True, False], "state": "circulated", "proposals": 1},
    )


@on_postgresql
def test_limit_lowered_while_somebody_registers_sends_nobody_away_and_the_editor_is_told(postgres_site):
    assert play(postgres_site, "limit_is_lowered_while_one_registers") == {
        "places": ["confirmed", "confirmed", "waiting"],
        "limit": 1,
        "told": True,
        "after one left": ["confirmed", "waiting"],
    }


@on_postgresql
def test_report_made_while_the_meeting_is_published_is_not_undone(postgres_site):
    end = {"told": [302], "reports": ["done"], "stands as its last report": True}
    assert play(postgres_site, "one_reports_while_the_meeting_is_published") == end
