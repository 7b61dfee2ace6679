"""The admin's first page leads each person to the sections that are theirs."""

import pytest
from django.contrib.auth.models import Group

from forum.secretariat import seat as give_groups
from gateway.accounts.models import User
from gateway.accounts.roles import EDITORS, STEWARDS, ensure_roles
from gateway.pages.begin import beginnings
from gateway.pages.models import StandardPage
from gateway.starter.site import add_page
from tests.factories.courses import make_course
from tests.factories.forum import make_body, make_forum, make_user, seat
from tests.factories.programmes import add_index


@pytest.fixture
def sections(home):
    programmes, course, body = add_index(home), make_course(home), make_body(make_forum(home), title="Committee")
    add_page(home, StandardPage(title="About", slug="about"))
    ensure_roles()
    return programmes, course, body


def person(role: str) -> User:
    found = make_user()
    found.groups.add(Group.objects.get(name=role))
    return found


def offered(user: User) -> dict[str, list[str]]:
    return {page.title: [kind for kind, _address in kinds] for page, kinds in beginnings(user)}


def test_editor_begins_in_the_open_sections(sections):
    assert offered(person(EDITORS)) == {"Programmes": ["Programme"], "Courses": ["Course"]}


def test_secretary_begins_in_the_own_body(sections):
    _programmes, _course, body = sections
    secretary = make_user()
    seat(body, secretary, role="secretariat")
    give_groups(secretary)
    assert offered(secretary) == {"Committee": ["Meeting"]}


def test_administrator_begins_anywhere(sections):
    administrator = User.objects.create_superuser("root@example.org", "correct-horse-battery")
    assert set(offered(administrator)) == {"Programmes", "Courses", "Forum"}


def test_first_page_leads_to_the_forms(client, sections):
    client.force_login(person(EDITORS))
    shown = client.get("/admin/").content.decode()
    assert f"/admin/pages/add/programmes/programmepage/{sections[0].pk}/" in shown
    assert "Search all pages" in shown


def test_steward_is_offered_no_search_among_pages(client, sections):
    client.force_login(person(STEWARDS))
    shown = client.get("/admin/").content.decode()
    assert "What you work with is in the menu." in shown
    assert "Search all pages" not in shown
