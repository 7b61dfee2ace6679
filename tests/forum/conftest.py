"""A forum with two bodies, and people of every standing."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from tests.factories.forum import make_body, make_forum, make_user, seat


@pytest.fixture
def forum(home):
    return make_forum(home)


@pytest.fixture
def body(forum):
    return make_body(forum, "Sindh committee", slug="sindh")


@pytest.fixture
def other_body(forum):
    return make_body(forum, "National forum", slug="national")


@pytest.fixture
def member(body):
    return seat(body, make_user("member"))


@pytest.fixture
def secretary(body):
    return seat(body, make_user("secretary"), role="secretariat")


@pytest.fixture
def outsider(other_body):
    """A member, and secretary, of another body."""
    return seat(other_body, make_user("outsider"), role="secretariat")


@pytest.fixture
def editor(db):
    """Every right in the admin that a group can give, over the whole tree; but no seat in any body."""
    group = Group.objects.create(name="Editors of everything")
    group.permissions.set(Permission.objects.all())
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", content_type__model="page"):
        GroupPagePermission.objects.create(group=group, page=Page.get_first_root_node(), permission=permission)
    for permission in Permission.objects.filter(content_type__app_label__in=["wagtaildocs", "wagtailimages"]):
        GroupCollectionPermission.objects.create(
            group=group, collection=Collection.get_first_root_node(), permission=permission
        )
    user = make_user("editor")
    user.groups.add(group)
    return user


@pytest.fixture
def as_(client):
    """The test client, signed in as somebody, or as nobody."""

    def sign_in(user):
        client.logout()
        if user is not None:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def queries():
    """How many questions a page puts to the database, the second time that it is asked for."""

    def count(client, address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    return count
