"""*Add from PDF* in the admin: proposals, drafts, and files that stay closed until a page is published."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.models import GroupPagePermission, PageViewRestriction

from gateway.accounts.models import User
from gateway.accounts.roles import EDITORS, ensure_roles
from gateway.files.models import Document
from research.models import Proposal, PublicationPage
from tests.factories.documents import pdf
from tests.factories.research import by_institution, make_publication

ADDRESS = "/admin/library/from-pdf/"


@pytest.fixture
def editor(library):
    ensure_roles()
    person = User.objects.create_user("editor@example.org", "correct-horse-battery")
    person.groups.add(Group.objects.get(name=EDITORS))
    return person


@pytest.fixture
def visitor(client, editor):
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def drop(visitor):
    def drop_files(*files):
        uploads = [SimpleUploadedFile(name, content) for name, content in files]
        return visitor.post(ADDRESS, {"files": uploads}, follow=True).content.decode()

    return drop_files


def answer(proposal, **values):
    given = {"title": "Cash and care", "authors": "World Bank", "date": "2024-05", "language": "en", "kind": "report"} | values
    return {f"p{proposal.pk}-{name}": value for name, value in given.items()}


def test_a_dropped_file_becomes_a_draft_that_shows_it(drop, visitor, editor, library):
    author = by_institution("World Bank")
    assert "Proposed: from the first page." in drop(("a.pdf", pdf("Cash and care in May 2024")))
    proposal = Proposal.objects.get()
    assert str(proposal) == "Cash and care in May 2024"
    response = visitor.post(f"{ADDRESS}{proposal.pk}/", answer(proposal))
    page = PublicationPage.objects.get()
    assert response.url == f"/admin/pages/{page.pk}/edit/"
    assert (page.title, page.published, page.live, page.owner) == ("Cash and care", "2024-05", False, editor)
    assert page.authors.get().institution == author.institution
    assert page.get_latest_revision_as_object().files.all()[0].document == Document.objects.get()
    assert not Proposal.objects.exists()


def test_the_file_is_closed_to_readers_until_its_page_is_published(drop, visitor, library):
    drop(("a.pdf", pdf("Cash and care")))
    document, reader = Document.objects.get(), Client()
    assert reader.get(document.url).status_code == 404
    proposal = Proposal.objects.get()
    visitor.post(f"{ADDRESS}{proposal.pk}/", answer(proposal))
    assert reader.get(document.url).status_code == 404
    PublicationPage.objects.get().get_latest_revision().publish()
    opened = reader.get(document.url)
    assert opened.status_code == 200
    assert b"".join(opened.streaming_content).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", pdf("x", password="p"), "protected by a password"),
        ("a.pdf", b"%PDF-1.7 nothing", "damaged and cannot be opened"),
        ("a.pdf", b"<html>", "not a PDF file"),
        ("a.docx", b"x", "not a PDF file"),
    ],
    ids=["locked", "broken", "disguised", "another kind"],
)
def test_a_file_that_readers_could_not_open_is_refused_and_not_kept(drop, name, content, words):
    assert words in drop((name, content))
    assert not Document.objects.exists()


def test_of_several_files_the_good_ones_are_kept(drop):
    page = drop(("a.pdf", pdf("First of them")), ("b.pdf", b"%PDF-1.7 broken"), ("c.pdf", pdf("First of them")))
    assert "b.pdf: The file is damaged" in page
    assert "c.pdf: This very file is here already" in page
    assert Proposal.objects.count() == 1
    assert "only 10 files at once" in drop(*[("x.docx", b"x")] * 11)


def test_nothing_chosen_and_a_slow_file_are_told(drop, monkeypatch):
    assert "Choose at least one file" in drop()
    monkeypatch.setattr("research.proposing.storing.facts_of", lambda file: {"state": "slow"})
    assert "takes too long" in drop(("a.pdf", pdf("x")))


@pytest.mark.parametrize(
    ("values", "words"),
    [({"date": ""}, "There is no date"), ({"title": ""}, "required"), ({"doi": "x y"}, "is no DOI")],
)
def test_what_was_typed_is_kept_when_something_is_wrong(drop, visitor, values, words):
    drop(("a.pdf", pdf("Cash and care")), ("b.pdf", pdf("Another one")))
    proposal = Proposal.objects.first()
    response = visitor.post(f"{ADDRESS}{proposal.pk}/", answer(proposal, authors="Typed Name") | answer(proposal, **values))
    assert response.status_code == 400
    assert words in response.content.decode()
    assert "What you wrote is kept" in response.content.decode()
    assert not PublicationPage.objects.exists()
    assert Proposal.objects.count() == 2


def test_a_work_that_is_here_already_is_named_to_those_who_may_see_it(drop, visitor, library):
    known = make_publication(library, title="Cash and care", published="2024")
    assert "See “Cash and care”" in drop(("a.pdf", pdf("Cash and care\nMay 2024")))
    PageViewRestriction.objects.create(page=known, restriction_type=PageViewRestriction.GROUPS)
    assert "See “Cash and care”" not in visitor.get(ADDRESS).content.decode()


def test_a_file_may_be_left_without_a_page(drop, visitor):
    drop(("a.pdf", pdf("Cash and care")))
    page = visitor.post(f"{ADDRESS}{Proposal.objects.get().pk}/", {"do": "leave"}, follow=True)
    assert "stays under Documents" in page.content.decode()
    assert Document.objects.count() == 1


def test_the_proposal_of_somebody_else_is_not_there(drop, client):
    drop(("a.pdf", pdf("Cash and care")))
    client.force_login(User.objects.create_superuser("root@example.org"), backend="django.contrib.auth.backends.ModelBackend")
    assert "Cash and care" not in client.get(ADDRESS).content.decode()
    assert client.post(f"{ADDRESS}{Proposal.objects.get().pk}/", {}).status_code == 404


def test_who_may_write_pages_but_no_documents_is_told(client, library):
    person, group = (
        User.objects.create_user("writer@example.org", "correct-horse-battery"),
        Group.objects.create(name="Writers"),
    )
    person.groups.add(group)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(group=group, page=library, permission=Permission.objects.get(codename="add_page"))
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    response = client.post(ADDRESS, {"files": [SimpleUploadedFile("a.pdf", pdf("x"))]}, follow=True)
    assert "You may not add documents" in response.content.decode()
