"""A secretariat runs its own body's pages, files and seats, and touches no other's."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, PageLogEntry, Workflow, WorkflowTask

from forum.models import BodyPage, Membership, Secretariat
from forum.secretariat import lapsed_groups
from gateway.accounts.permissions import AudiencePermissionTester
from gateway.starter.site import add_page
from tests.factories.forum import make_body, make_meeting, make_paper, make_user, seat


@pytest.fixture
def seat_form(body):
    return {"body": body.pk, "email": "new@example.org", "role": "member", "term_from": "2025-01-01", "term_to": ""}


def add_address():
    return reverse("wagtailsnippets_forum_membership:add")


def test_secretary_edits_a_meeting_of_the_own_body_only(body, other_body, secretary, as_):
    own, other = make_meeting(body), make_meeting(other_body)
    client = as_(secretary)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[own.pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_pages:edit", args=[other.pk])).status_code == 404
    assert AudiencePermissionTester(secretary, own).can_edit()
    assert not AudiencePermissionTester(secretary, other).can_edit()
    assert not other_body.permissions_for_user(secretary).can_add_subpage()


def test_secretary_sees_the_files_of_the_own_body_only(body, other_body, secretary, as_):
    own, other = make_paper(body, title="Ours"), make_paper(other_body, title="Theirs")
    client = as_(secretary)
    page = client.get(reverse("wagtaildocs:index")).content.decode()
    assert "Ours" in page
    assert "Theirs" not in page
    assert client.get(reverse("wagtaildocs:edit", args=[own.pk])).status_code == 200
    assert client.get(reverse("wagtaildocs:edit", args=[other.pk])).status_code == 404
    assert client.get(other.url).status_code == 404
    assert b"".join(client.get(own.url).streaming_content) == b"words of a paper"


def test_rights_end_with_the_term(body, secretary, as_):
    meeting, paper = make_meeting(body), make_paper(body)
    Membership.objects.filter(person=secretary).update(term_to=timezone.localdate() - timedelta(days=1))
    client = as_(secretary)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[meeting.pk])).status_code == 404
    assert client.get(paper.url).status_code == 404
    assert lapsed_groups(secretary) == {Secretariat.objects.get(body_key=body.translation_key).group_id}


def test_group_follows_the_seats(body, other_body):
    person = seat(body, role="secretariat")
    seat(other_body, person, role="secretariat")
    own = {Secretariat.objects.get(body_key=key).group for key in (body.translation_key, other_body.translation_key)}
    common = Group.objects.get(name="Forum secretariats")
    assert set(person.groups.all()) == {common, *own}
    membership = Membership.objects.get(body=body)
    membership.role = "member"
    membership.save()
    assert set(person.groups.all()) == {common, Secretariat.objects.get(body_key=other_body.translation_key).group}
    Membership.objects.all().delete()
    assert not person.groups.exists()


def test_deleting_a_person_takes_the_seat_along(body, secretary):
    secretary.delete()
    assert not Membership.objects.exists()


def test_translations_share_one_secretariat_and_the_last_ends_it(body, urdu_home, forum):
    index = add_page(urdu_home, type(forum)(title="فورم", slug="forum", translation_key=forum.translation_key))
    urdu = add_page(index, BodyPage(title="سندھ", slug="sindh", translation_key=body.translation_key))
    secretariat = Secretariat.objects.get(body_key=body.translation_key)
    assert str(secretariat) == secretariat.group.name
    assert {permission.page_id for permission in secretariat.group.page_permissions.all()} == {body.pk, urdu.pk}
    body.delete()
    assert Secretariat.objects.filter(pk=secretariat.pk).exists()
    urdu.delete()
    assert not Group.objects.filter(pk=secretariat.group_id).exists()


def test_secretary_seats_a_person_by_e_mail(secretary, seat_form, as_):
    person = make_user("new")
    assert as_(secretary).post(add_address(), seat_form).status_code == 302
    assert Membership.objects.get(person=person).role == "member"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"email": "nobody@example.org"}, "Nobody signs in with this address"),
        ({"email": "secretary@example.org"}, "has a seat in this body at that time already"),
    ],
)
def test_seat_form_says_what_is_wrong(secretary, seat_form, as_, change, message):
    response = as_(secretary).post(add_address(), seat_form | change)
    assert message in response.content.decode()


def test_secretary_cannot_seat_anybody_in_another_body(secretary, other_body, seat_form, as_):
    make_user("new")
    response = as_(secretary).post(add_address(), seat_form | {"body": other_body.pk})
    assert response.status_code == 200
    assert not Membership.objects.filter(body=other_body).exists()


def test_seats_of_other_bodies_are_neither_listed_nor_edited(secretary, outsider, as_):
    client = as_(secretary)
    page = client.get(reverse("wagtailsnippets_forum_membership:list")).content.decode()
    assert "secretary@example.org" in page
    assert "outsider@example.org" not in page
    other = outsider.memberships.get()
    assert client.get(reverse("wagtailsnippets_forum_membership:edit", args=[other.pk])).status_code == 404
    own = secretary.memberships.get()
    assert (
        "secretary@example.org" in client.get(reverse("wagtailsnippets_forum_membership:edit", args=[own.pk])).content.decode()
    )


def test_many_at_once_reaches_no_further_than_one(body, other_body, secretary, outsider, as_):
    client = as_(secretary)
    own, other = secretary.memberships.get(), outsider.memberships.get()
    seats = reverse("wagtail_bulk_action", args=["forum", "membership", "delete"])
    assert client.get(f"{seats}?id={own.pk}").status_code == 200
    assert client.get(f"{seats}?id={other.pk}").status_code == 404
    assert client.get(f"{seats}?id=all").status_code == 404
    pages = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    theirs = make_meeting(other_body)
    make_meeting(body)
    assert client.get(f"{pages}?id={theirs.pk}").status_code == 404
    assert client.get(f"{pages}?id=all&childOf={other_body.pk}").status_code == 404
    assert client.get(f"{pages}?id=all&childOf={body.pk}").status_code == 200
    files = reverse("wagtail_bulk_action", args=["gateway_files", "document", "delete"])
    assert client.get(f"{files}?id={make_paper(other_body).pk}").status_code == 404
    assert client.get(reverse("wagtail_bulk_action", args=["no", "model", "delete"])).status_code == 404


def test_editor_without_a_seat_is_offered_no_body(body, editor, seat_form, as_):
    make_user("new")
    as_(editor).post(add_address(), seat_form)
    assert not Membership.objects.exists()


def test_administrator_seats_anybody(admin_user, seat_form, as_):
    make_user("new")
    assert as_(admin_user).post(add_address(), seat_form).status_code == 302


def test_deleted_meeting_is_not_named_in_the_history(body, secretary, editor, as_):
    meeting = make_meeting(body, title="Zanglophir")
    meeting.save_revision(user=secretary, log_action=True)
    as_(secretary).post(reverse("wagtailadmin_pages:delete", args=[meeting.pk]))
    assert PageLogEntry.objects.filter(page_id=meeting.pk, deleted=True).exists()
    assert "Zanglophir" not in as_(editor).get(reverse("wagtailadmin_reports:site_history")).content.decode()


def test_old_address_leads_only_members_on(body, member, as_, home):
    from wagtail.contrib.redirects.models import Redirect

    meeting = make_meeting(body)
    Redirect.add_redirect("/old-meeting", meeting)
    Redirect.add_redirect("/elsewhere", home)
    assert as_(None).get("/old-meeting/").status_code == 404
    assert as_(None).get("/elsewhere/").status_code == 301
    assert as_(member).get("/old-meeting/").status_code == 301
    assert as_(member).get("/nowhere/").status_code == 404


def test_moving_a_body_leaves_no_trace_of_its_meetings(home, forum, body):
    from wagtail.contrib.redirects.models import Redirect

    make_meeting(body, slug="secret-slug")
    body.slug = "renamed"
    body.save_revision().publish()
    assert not Redirect.objects.filter(old_path__contains="secret-slug").exists()


def test_body_without_a_secretariat_yet_gets_one(forum):
    body = make_body(forum)
    assert Secretariat.objects.filter(body_key=body.translation_key).count() == 1


def test_former_secretary_no_longer_meets_the_own_work_on_the_dashboard(body, secretary, editor, as_):
    meeting = make_meeting(body, title="Zanglophir")
    meeting.locked, meeting.locked_by = True, secretary
    meeting.save()
    meeting.save_revision(user=secretary, log_action=True)
    secretary.groups.add(*editor.groups.all())
    workflow = Workflow.objects.create(name="Two eyes")
    WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="Look"))
    workflow.start(meeting, secretary)
    assert "Zanglophir" in as_(secretary).get("/admin/").content.decode()
    Membership.objects.filter(person=secretary).delete()
    assert "Zanglophir" not in as_(secretary).get("/admin/").content.decode()
