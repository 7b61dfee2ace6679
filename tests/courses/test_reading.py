from django.utils import translation

from courses.models import CoursePage, LessonPage
from gateway.starter.site import add_page
from tests.factories.courses import lessons_of, make_course, make_lesson


def test_course_and_lessons_are_open_to_read(client, course):
    page = client.get("/courses/counting/").content.decode()
    assert "Count people" in page
    assert "Beginnings" in page
    assert "Words of lesson 1" in client.get("/courses/counting/lesson-1/").content.decode()


def test_index_lists_courses_with_their_lessons_and_minutes(client, course):
    page = client.get("/courses/").content.decode()
    assert "Counting" in page
    assert "3 lessons" in page
    assert "30 minutes" in page


def test_empty_index_says_what_will_be_here(client, home):
    make_course(home).delete()
    assert "No course is published yet" in client.get("/courses/").content.decode()


def test_course_without_lessons_says_so(client, home):
    make_course(home, lessons=0)
    assert "being written" in client.get("/courses/counting/").content.decode()


def test_lesson_leads_to_the_one_before_and_after(client, course):
    middle = client.get("/courses/counting/lesson-2/").context
    assert (middle["previous_lesson"].title, middle["next_lesson"].title) == ("Lesson 1", "Lesson 3")
    first, last = (client.get(f"/courses/counting/lesson-{n}/").context for n in (1, 3))
    assert first["previous_lesson"] is None
    assert last["next_lesson"] is None


def test_reading_without_enrolment_records_nothing(student, course, learner):
    student.get("/courses/counting/lesson-1/")
    assert not learner.enrolments.exists()


def test_unpublished_lesson_is_neither_shown_nor_counted(client, course, lessons):
    lessons[1].unpublish()
    assert client.get("/courses/counting/lesson-2/").status_code == 404
    assert client.get("/courses/counting/lesson-1/").context["next_lesson"].title == "Lesson 3"


def test_urdu_course_shows_its_lessons_and_english_ones_where_none_is_translated(client, course, urdu_home, lessons):
    index = add_page(urdu_home, type(course.get_parent().specific)(title="کورس", slug="courses"))
    urdu = add_page(index, CoursePage(title="گنتی", slug="counting", translation_key=course.translation_key))
    first = LessonPage(title="پہلا", slug="lesson-1", translation_key=lessons[0].translation_key)
    add_page(urdu, first)
    context = client.get("/ur/courses/counting/").context
    assert [lesson.title for lesson in context["progress"].outline.lessons] == ["پہلا", "Lesson 2", "Lesson 3"]
    second = client.get("/ur/courses/counting/lesson-2/")
    assert second.context["course"].title == "گنتی"
    assert second.context["previous_lesson"].title == "پہلا"
    with translation.override("ur"):
        assert "3" in urdu.facts()[0]


def test_course_written_in_urdu_alone_keeps_its_own_lessons(client, urdu_home):
    course = make_course(urdu_home)
    assert course.source == course
    assert client.get("/ur/courses/counting/").context["progress"].total == 3


def test_quiz_is_not_in_the_text_that_search_reads(course, lessons):
    assert lessons[0].search_text() == "Words of lesson 1 · Point 1"
    assert "Count people" in course.search_text()
    assert (course.search_kind, lessons[0].search_kind) == ("course", "lesson")


def test_machines_read_course_and_lesson(rf, course, lessons, learner):
    request = rf.get("/")
    request.user = learner
    data = course.json_ld(request)
    assert (data["@type"], data["teaches"]) == ("Course", ["Count people"])
    assert data["hasCourseInstance"]["courseWorkload"] == "PT30M"
    assert lessons[0].json_ld(request)["isPartOf"]["name"] == "Counting"


def test_lesson_of_a_module_without_title_is_shown(client, course):
    make_lesson(course, 4, module=9)
    outline = client.get("/courses/counting/").context["progress"].outline
    assert [(module.number, module.title) for module in outline.modules] == [(1, "Beginnings"), (2, "Ends"), (9, "")]


def test_home_page_names_courses_only_where_there_are_some(client, home):
    assert 'id="front-courses"' not in client.get("/").content.decode()
    make_course(home)
    assert 'id="front-courses"' in client.get("/").content.decode()


def test_draft_lesson_has_no_place_yet(rf, course, learner):
    from courses.desk import lesson_context

    lesson = lessons_of(course)[0]
    lesson.unpublish()
    request = rf.get("/")
    request.user = learner
    context = lesson_context(lesson, request)
    assert (context["number"], context["previous_lesson"], context["next_lesson"]) == (None, None, None)
