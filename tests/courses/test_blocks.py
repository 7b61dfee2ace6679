import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from courses.blocks import LessonBodyBlock, QuestionBlock
from courses.quiz import is_passed
from tests.factories.courses import question


def test_question_without_a_right_answer_is_refused():
    block = QuestionBlock()
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python(question(right=())["value"]))


def test_question_with_a_right_answer_is_kept():
    block = QuestionBlock()
    assert block.clean(block.to_python(question()["value"]))["text"] == "Which?"


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("example", {"title": "A flood", "text": "<p>Water</p>", "source": "2022"}, "A flood"),
        ("exercise", {"task": "<p>Try</p>", "discussion": "<p>Done</p>"}, "<details"),
        ("definition", {"term": "Stock", "meaning": "<p>A state</p>"}, "<dfn>Stock</dfn>"),
    ],
)
def test_block_of_a_lesson_is_drawn(db, kind, value, shown):
    block = LessonBodyBlock()
    assert shown in block.render(block.to_python([{"type": kind, "value": value}]))


@pytest.mark.parametrize(("score", "passed"), [(2, False), (3, True), (5, True)])
def test_passing_needs_the_share_that_the_course_asks_for(score, passed):
    assert is_passed(score, 5, 60) is passed
