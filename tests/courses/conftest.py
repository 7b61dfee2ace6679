import pytest

from tests.factories.courses import lessons_of, make_course

ONE, SEVERAL = (f"q-00000000-0000-0000-0000-00000000000{number}" for number in (1, 2))
RIGHT = {ONE: "0", SEVERAL: ["0", "2"], "form_token": "first"}
WRONG = {ONE: "1", SEVERAL: ["0"], "form_token": "first"}


@pytest.fixture
def course(home):
    return make_course(home)


@pytest.fixture
def lessons(course):
    return lessons_of(course)


@pytest.fixture
def student(client, learner):
    client.force_login(learner)
    return client
