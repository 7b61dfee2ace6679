"""Doors of the admin and of the site that a closed page, or an odd number, must not open."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupApprovalTask, Page, PageViewRestriction, Workflow, WorkflowTask

from gateway.accounts.roles import MODERATORS, ensure_roles
from gateway.pages.models import StandardPage
from tests.factories.forum import make_user


@pytest.fixture
def moderator(home):
    ensure_roles()
    user = make_user("moderator")
    user.groups.add(Group.objects.get(name=MODERATORS))
    return user


@pytest.fixture
def closed(home):
    page = home.add_child(instance=StandardPage(title="Zanglophir", slug="closed"))
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    restriction.groups.add(Group.objects.create(name="A small circle"))
    return page


@pytest.fixture
def visit(client, moderator):
    client.force_login(moderator, backend="django.contrib.auth.backends.ModelBackend")
    return client.get


def submit(page: Page, moderator) -> None:
    workflow, task = Workflow.objects.create(name="Review"), GroupApprovalTask.objects.create(name="Approval")
    task.groups.add(*moderator.groups.all())
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    page.save_revision()
    workflow.start(page, make_user("author"))


def test_reviewer_is_not_told_of_a_page_that_is_closed_to_them(closed, moderator, visit):
    submit(closed, moderator)
    assert "Zanglophir" not in visit("/admin/").content.decode()
    assert mail.outbox == []


def test_reviewer_is_told_of_a_page_that_they_may_read(home, moderator, visit):
    submit(home.add_child(instance=StandardPage(title="Zbrellinox", slug="open")), moderator)
    assert "Zbrellinox" in visit("/admin/").content.decode()
    assert [letter.to for letter in mail.outbox] == [[moderator.email]]


def test_redirect_to_a_closed_page_is_not_listed(home, closed, visit):
    hidden = Redirect.objects.create(old_path="/once", redirect_page=closed)
    Redirect.objects.create(old_path="/shown", redirect_page=home)
    Redirect.objects.create(old_path="/elsewhere", redirect_link="https://example.org/")
    for address in ("/admin/redirects/", "/admin/redirects/results/"):
        text = visit(address).content.decode()
        assert ("Zanglophir" in text, "/once" in text, "/shown" in text, "/elsewhere" in text) == (False, False, True, True)
    assert visit(f"/admin/redirects/{hidden.pk}/").status_code == 404


def test_page_that_only_breaks_is_for_administrators(visit):
    assert visit("/admin/failwhale/").status_code == 404


@pytest.mark.parametrize("number", [10**20, "9" * 5000])
def test_number_that_no_record_has_is_not_found_in_a_query(visit, number):
    assert visit(f"/admin/bulk/wagtailcore/page/delete/?id={number}").status_code == 404


def test_number_that_no_record_has_is_not_found(visit, client, home):
    number = PageViewRestriction.objects.create(page=home, restriction_type="password", password="open sesame").pk
    assert client.post(f"/_util/authenticate_with_password/{number}/{10**20}/").status_code == 404


def test_admin_has_a_policy_of_its_own(visit, client):
    policy = visit("/admin/")["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "unsafe-inline" not in client.get("/")["Content-Security-Policy"]
