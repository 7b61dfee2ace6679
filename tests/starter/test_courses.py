import pytest

from courses.models import CoursePage, LessonPage
from gateway.starter.courses import DATA, load_courses
from gateway.starter.lesson_text import html, read_body, read_lesson


@pytest.fixture
def loaded(home):
    load_courses()
    return CoursePage.objects.filter(locale__language_code="en")


def test_two_courses_of_seven_lessons_are_loaded_once(loaded):
    load_courses()
    assert {course.slug: LessonPage.objects.child_of(course).live().count() for course in loaded} == {
        "reading-registry-statistics": 7,
        "shock-responsive-cash": 7,
    }


def test_each_lesson_has_substance_key_points_and_a_quiz_with_explanations(loaded):
    for lesson in LessonPage.objects.filter(locale__language_code="en"):
        assert 400 <= len(lesson.search_text().split()) <= 1000, lesson.title
        assert len(lesson.key_points) >= 3
        assert len(lesson.questions) >= 3
        for question in lesson.questions:
            assert question.right
            assert len(question.right) < len(question.options)
            assert question.explanation


def test_urdu_course_is_a_translation_with_the_same_questions(loaded):
    urdu = CoursePage.objects.get(locale__language_code="ur")
    lesson = LessonPage.objects.child_of(urdu).get()
    english = LessonPage.objects.get(translation_key=lesson.translation_key, locale__language_code="en")
    assert urdu.source in loaded
    assert [q.code for q in lesson.questions] == [q.code for q in english.questions]
    assert [q.right for q in lesson.questions] == [q.right for q in english.questions]


@pytest.mark.parametrize("path", sorted(DATA.glob("*/*.txt")), ids=lambda path: path.stem)
def test_no_mark_of_the_source_text_is_left_over(path):
    lesson = read_lesson(path.read_text(), path.stem)
    words = str(lesson["body"])
    assert not any(mark in words for mark in ("**", ":::", "## ", "\\n- "))


def test_pages_of_the_starter_courses_answer(client, loaded):
    for address in [lesson.url for course in loaded for lesson in LessonPage.objects.child_of(course)]:
        assert client.get(address).status_code == 200
        assert client.get(f"/ur{address}").status_code == 200


def test_marks_become_markup():
    assert html("One **two** *three* <b>\n\n- a\n- b\n\n1. c\n2. d") == (
        "<p>One <b>two</b> <i>three</i> &lt;b&gt;</p><ul><li>a</li><li>b</li></ul><ol><li>c</li><li>d</li></ol>"
    )


def test_columns_of_a_table_are_numbers_where_figures_stand():
    text = "::: table Caption | Source\nPlace | Kind | Count\nA | stock | 1,200\nB | flow | not known\n:::"
    [table] = read_body(text)
    assert [column["type"] for column in table["value"]["table"]["columns"]] == ["text", "text", "number"]
