"""The search answers judged questions better than plain engines do on the same documents, in each language."""

import shutil

import pytest

from bench.judged.measure import GROUPS, OURS, means, measured_in, report
from bench.judged.scoring import judged_questions
from tests.live import LiveSite, filled_folder


@pytest.fixture
def site(tmp_path, django_db_setup):
    site = LiveSite(shutil.copytree(filled_folder(), tmp_path / "var", symlinks=True))
    yield site
    site.rest()


def test_search_answers_better_than_plain_engines(site):
    measured, questions = measured_in(site), judged_questions()
    ours = means(measured[OURS], questions)
    for engine, scores in measured.items():
        others = means(scores, questions)
        assert engine == OURS or all(ours[group] > others[group] for group in GROUPS), report(measured)
