"""Judged questions as they are kept, and how an answer is scored by them."""

import pytest

from bench.judged.library import library
from bench.judged.scoring import Judged, judged_questions


def test_there_are_enough_questions_in_both_languages():
    questions = judged_questions()
    urdu = [question for question in questions if question.language == "ur"]
    assert len(questions) >= 80
    assert len(urdu) * 4 > len(questions)
    assert {grade for question in questions for _name, grade in question.grades} == {1, 2, 3}


def test_the_library_is_the_same_each_time():
    assert library() == library()
    assert len({document.name for document in library()}) == 300


def test_a_score_is_one_for_the_best_order_and_less_for_any_other():
    judged = Judged(1, "meals", "en", "word", [("a", 3), ("b*", 1)])
    assert judged.score(["a", "b1"], ["b1", "a", "c"]) == 1
    assert 0 < judged.score(["b1", "a"], ["b1", "a", "c"]) < 1
    assert judged.score(["c"], ["b1", "a", "c"]) == 0
    with pytest.raises(ValueError, match="No document answers 'meals'"):
        judged.score([], ["c"])
