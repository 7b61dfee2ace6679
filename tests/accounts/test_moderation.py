"""An editor proposes, a moderator decides, both are told; nobody else publishes."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from wagtail.models import Comment, GroupPagePermission, Page, PageSubscription, PageViewRestriction, Workflow, WorkflowPage

from forum.models import ForumIndexPage
from gateway.accounts.models import User
from gateway.accounts.moderation import MODERATION
from gateway.accounts.roles import EDITORS, MODERATORS, ensure_roles
from gateway.pages.models import StandardPage
from gateway.starter.site import add_page


@pytest.fixture
def section(home):
    section = add_page(home, StandardPage(title="About", slug="about"))
    add_page(home, ForumIndexPage(title="Forum", slug="forum"))
    ensure_roles()
    return section


def person(role: str, name: str, **fields) -> User:
    made = User.objects.create_user(f"{name.lower()}@example.org", "x", first_name=name, **fields)
    made.groups.add(Group.objects.get(name=role))
    return made


@pytest.fixture
def editor(section):
    return person(EDITORS, "Erum")


@pytest.fixture
def moderator(section):
    return person(MODERATORS, "Murad", language="ur")


@pytest.fixture
def draft(section, editor):
    page = section.add_child(instance=StandardPage(title="Notes & news", slug="notes", live=False, owner=editor))
    page.save_revision(user=editor)
    return page


def proposal(page, action: str = "submit") -> dict:
    return {"title": page.title, "slug": page.slug, "summary": "", "body-count": "0", f"action-{action}": "1"}


@pytest.fixture
def proposed(client, draft, editor, moderator):
    client.force_login(editor)
    client.post(f"/admin/pages/{draft.pk}/edit/", proposal(draft))
    draft.refresh_from_db()
    return draft


def decide(client, page, moderator, action: str, comment: str = "") -> None:
    client.force_login(moderator)
    state = page.current_workflow_task_state
    client.post(f"/admin/pages/workflow/action/{page.pk}/{action}/{state.pk}/", {"comment": comment, "next": "/admin/"})
    page.refresh_from_db()


def test_every_section_but_the_forum_is_moderated(section):
    moderated = WorkflowPage.objects.filter(workflow__name=MODERATION)
    assert list(moderated.values_list("page__slug", flat=True)) == ["about"]


def test_another_workflow_of_an_administrator_stays(section):
    WorkflowPage.objects.filter(page=section).update(workflow=Workflow.objects.create(name="By the minister"))
    ensure_roles()
    assert WorkflowPage.objects.get(page=section).workflow.name == "By the minister"


def test_moderation_begins_on_a_site_where_editors_published(section):
    Workflow.objects.all().delete()
    granted = GroupPagePermission.objects.get(group__name=MODERATORS, page=section, permission__codename="publish_page")
    editors = Group.objects.get(name=EDITORS)
    GroupPagePermission.objects.create(group=editors, page=section, permission=granted.permission)
    ensure_roles()
    assert not GroupPagePermission.objects.filter(group=editors, permission__codename="publish_page").exists()
    assert WorkflowPage.objects.get(page=section).workflow.workflow_tasks.get().task.specific.groups.get().name == MODERATORS


def test_editor_cannot_publish(client, draft, editor):
    client.force_login(editor)
    client.post(f"/admin/pages/{draft.pk}/edit/", proposal(draft, "publish"))
    draft.refresh_from_db()
    assert not draft.live
    shown = client.get(f"/admin/pages/{draft.pk}/edit/").content.decode()
    assert "Submit to Moderation" in shown
    assert "action-publish" not in shown


def test_moderator_is_asked(client, proposed, moderator):
    (letter,) = mail.outbox
    assert letter.to == [moderator.email]
    assert proposed.title in letter.subject
    assert f"http://127.0.0.1:8000/admin/pages/{proposed.pk}/edit/" in letter.body
    assert "Erum" in letter.body
    client.force_login(moderator)
    assert proposed.title.replace("&", "&amp;") in client.get("/admin/").content.decode()


def test_editor_hears_that_it_is_approved_and_where_it_stands(client, proposed, moderator, editor):
    mail.outbox.clear()
    decide(client, proposed, moderator, "approve")
    assert proposed.live
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([editor.email], "“Notes & news” is approved")
    assert "/about/notes/" in letter.body


def test_editor_hears_why_it_comes_back(client, proposed, moderator, editor):
    mail.outbox.clear()
    decide(client, proposed, moderator, "reject", "The date is missing.")
    assert not proposed.live
    (letter,) = mail.outbox
    assert letter.to == [editor.email]
    assert "The date is missing." in letter.body
    assert "Murad" in letter.body


def test_no_letter_names_a_page_that_its_reader_may_not_read(client, draft, editor, moderator):
    restriction = PageViewRestriction.objects.create(page=draft, restriction_type="groups")
    restriction.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(editor)
    client.post(f"/admin/pages/{draft.pk}/edit/", proposal(draft))
    assert Page.objects.get(pk=draft.pk).workflow_in_progress
    assert mail.outbox == []


@pytest.fixture
def commented(draft, editor, moderator):
    """The editor's page, on which the moderator has written before and the editor follows what is written."""
    Comment.objects.create(page=draft, user=moderator, text="Where is the date?", contentpath="title")
    PageSubscription.objects.create(page=draft, user=editor, comment_notifications=True)
    return draft


def answer(client, page, author, text: str) -> None:
    comment = page.wagtail_admin_comments.get()
    prefix = "comments-0"
    form = {
        "comments-TOTAL_FORMS": "1",
        "comments-INITIAL_FORMS": "1",
        f"{prefix}-id": comment.pk,
        f"{prefix}-contentpath": "title",
        f"{prefix}-text": comment.text,
        f"{prefix}-position": "",
        f"{prefix}-resolved": "",
        f"{prefix}-replies-TOTAL_FORMS": "1",
        f"{prefix}-replies-INITIAL_FORMS": "0",
        f"{prefix}-replies-0-text": text,
        f"{prefix}-replies-0-id": "",
    }
    client.force_login(author)
    client.post(f"/admin/pages/{page.pk}/edit/", proposal(page, "save") | form)


def test_letter_about_a_comment_says_what_was_written_and_why_it_comes(client, commented, moderator, editor):
    answer(client, commented, moderator, "In 2025 & later.")
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([editor.email], "Comments on “Notes & news”")
    for words in (
        "Murad",
        "In answer to “Where is the date?”: In 2025 & later.",
        "because you follow",
        f"/{commented.pk}/edit/",
    ):
        assert words in letter.body


def test_no_letter_about_a_comment_goes_to_those_to_whom_the_page_has_closed(client, commented, moderator):
    restriction = PageViewRestriction.objects.create(page=commented, restriction_type="groups")
    restriction.groups.add(Group.objects.get(name=MODERATORS))
    answer(client, commented, moderator, "Secret.")
    assert commented.wagtail_admin_comments.get().replies.count() == 1
    assert mail.outbox == []
