import pytest
from django.contrib.auth.models import Group
from django.db import connection
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from courses.models import CoursePage
from forum.models import ForumIndexPage
from gateway.accounts.models import User
from gateway.accounts.roles import EDITORS, LIBRARY, MODERATORS, ROLES, SECRETARIATS, STEWARDS, ensure_roles
from gateway.starter.site import add_page
from tests.factories.courses import make_course


@pytest.fixture
def tree(home):
    course = make_course(home)
    forum = add_page(home, ForumIndexPage(title="Forum", slug="forum"))
    ensure_roles()
    return course, forum


@pytest.fixture
def someone(client):
    def sign_in(*roles, **fields):
        person = User.objects.create_user(f"{'-'.join(roles) or 'x'}@example.org".replace(" ", ""), "x", **fields)
        person.groups.set(Group.objects.filter(name__in=roles))
        client.force_login(person)
        return person

    return sign_in


def menu_of(client) -> set[str]:
    request = client.get("/admin/").wsgi_request
    from wagtail.admin.menu import admin_menu

    return {item.name for item in admin_menu.menu_items_for_request(request)}


def test_groups_exist_in_a_new_database(db):
    assert set(ROLES) <= set(Group.objects.values_list("name", flat=True))
    assert not GroupPagePermission.objects.filter(group__name__in=ROLES, page__depth=1).exists()


def test_giving_the_roles_again_changes_nothing(tree):
    def counts():
        groups = Group.objects.filter(name__in=ROLES)
        return [(GroupPagePermission.objects.count(), GroupCollectionPermission.objects.count()), *map(rights, groups)]

    def rights(group):
        return group.permissions.count()

    before = counts()
    ensure_roles()
    assert counts() == before
    assert Collection.objects.filter(name=LIBRARY).count() == 1


def test_what_an_administrator_gave_is_left(tree, home):
    group = Group.objects.get(name=EDITORS)
    permission = GroupPagePermission.objects.filter(group=group).first().permission
    GroupPagePermission.objects.create(group=group, page=home, permission=permission)
    ensure_roles()
    assert GroupPagePermission.objects.filter(group=group, page=home).exists()


def test_editor_writes_a_page_but_publishes_none_and_not_in_the_forum(client, tree, someone):
    course, forum = tree
    person = someone(EDITORS)
    may = course.permissions_for_user(person)
    assert (may.can_edit(), may.can_publish(), may.can_lock()) == (True, False, False)
    assert not forum.permissions_for_user(person).can_edit()
    assert client.get(f"/admin/pages/{forum.pk}/edit/").status_code in (302, 403)
    assert client.get(f"/admin/pages/add/courses/lessonpage/{course.pk}/").status_code == 200


def test_moderator_publishes_through_the_admin(client, tree, someone):
    course, _forum = tree
    someone(MODERATORS)
    data = {
        "title": "New course",
        "slug": "new-course",
        "summary": "",
        "intended_for": "",
        "introduction": "null",
        "pass_percent": "60",
        "outcomes-count": "0",
        "modules-count": "0",
        "action-publish": "1",
    }
    response = client.post(f"/admin/pages/add/courses/coursepage/{course.get_parent().pk}/", data)
    assert response.status_code == 302, response.context["form"].errors
    assert CoursePage.objects.get(slug="new-course").live
    assert client.get("/courses/new-course/").status_code == 200


def test_moderator_publishes_unpublishes_and_locks(client, tree, someone):
    course, forum = tree
    may = course.permissions_for_user(someone(MODERATORS))
    assert may.can_publish()
    assert may.can_unpublish()
    assert may.can_lock()
    assert not forum.permissions_for_user(User.objects.get()).can_edit()


def test_data_steward_works_with_statistics_and_no_page(tree, someone):
    course, _forum = tree
    person = someone(STEWARDS)
    assert person.has_perm("programmes.view_release")
    assert not person.has_perm("programmes.delete_release")
    assert not course.permissions_for_user(person).can_edit()


@pytest.mark.parametrize(
    ("roles", "seen", "unseen"),
    [
        ([EDITORS], {"explorer", "people-who-write", "images", "documents", "reports"}, {"settings", "help", "snippets"}),
        ([MODERATORS], {"explorer", "images", "documents", "reports"}, {"help"}),
        ([STEWARDS], set(), {"explorer", "images", "documents", "reports", "settings", "help"}),
        ([SECRETARIATS], set(), {"reports", "settings", "help"}),
    ],
)
def test_each_role_sees_its_own_work_in_the_menu(client, tree, someone, roles, seen, unseen):
    someone(*roles)
    menu = menu_of(client)
    assert seen <= menu
    assert not unseen & menu


def test_administrator_sees_everything(client, tree, someone):
    someone(is_superuser=True)
    assert {"explorer", "settings", "reports", "help"} <= menu_of(client)


def test_person_without_a_role_is_kept_out(client, tree, someone):
    someone()
    assert client.get("/admin/").status_code in (302, 403)


def test_roles_wait_for_a_database_with_a_root(db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM wagtailcore_groupcollectionpermission")
        cursor.execute("DELETE FROM wagtailcore_collection")
    ensure_roles()
    assert not GroupCollectionPermission.objects.exists()


def test_administrator_makes_and_changes_a_person(client, home, someone):
    someone(is_superuser=True)
    data = {
        "email": "made@example.org",
        "first_name": "Made",
        "last_name": "Here",
        "institution": "BISP",
        "language": "ur",
        "password1": "four-quiet-green-rivers",
        "password2": "four-quiet-green-rivers",
    }
    assert client.get("/admin/users/new/").status_code == 200
    response = client.post("/admin/users/new/", data)
    assert response.status_code == 302, response.context["form"].errors
    person = User.objects.get(email="made@example.org")
    assert (person.institution, person.language) == ("BISP", "ur")
    data |= {"institution": "PSPA", "password1": "", "password2": "", "is_active": "on"}
    assert client.post(f"/admin/users/edit/{person.pk}/", data).status_code == 302
    person.refresh_from_db()
    assert person.institution == "PSPA"
    assert person.check_password("four-quiet-green-rivers")
    assert client.get("/admin/users/").status_code == 200


def test_sections_of_both_languages_are_opened(tree, urdu_home):
    from courses.models import CoursesIndexPage

    index = add_page(urdu_home, CoursesIndexPage(title="کورس", slug="courses"))
    ensure_roles()
    assert GroupPagePermission.objects.filter(page=Page.objects.get(pk=index.pk), group__name=EDITORS).count() == 2
