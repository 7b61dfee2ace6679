"""The pages of an import in the admin: from a file to drafts and back, in a browser's words."""

import csv
import io

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import PageViewRestriction

from gateway.accounts.models import User
from gateway.starter.taxonomy import rows
from research.importing.columns import EXAMPLE
from research.importing.reading import read
from research.models import Import, PublicationPage
from tests.factories.research import make_publication
from tests.research.importing import samples

State = Import.State
UPLOAD = "/admin/library/imports/new/"


@pytest.fixture
def visitor(client, editor):
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def hand_in(visitor):
    def hand_in_file(name="list.csv", content=None, **options):
        content = samples.csv('"=First, ""quoted""",Khan,2025,,,,,', "Known,,2024,,,,,") if content is None else content
        return visitor.post(UPLOAD, {"file": SimpleUploadedFile(name, content)}, **options)

    return hand_in_file


def html(response):
    return response.content.decode()


def test_the_library_stands_in_the_menu_of_those_who_may_add_to_it(visitor, client, learner):
    assert UPLOAD in html(visitor.get("/admin/"))
    assert visitor.get(UPLOAD).status_code == 200
    client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(UPLOAD).status_code == 302


def test_who_may_not_add_pages_is_sent_away(client, library, admin_user):
    outsider = User.objects.create_user("outsider@example.org", "correct-horse-battery")
    outsider.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(outsider, backend="django.contrib.auth.backends.ModelBackend")
    for address in (UPLOAD, "/admin/library/imports/", "/admin/library/imports/1/", "/admin/library/imports/template.csv"):
        assert client.get(address).status_code == 302
    assert UPLOAD not in html(client.get("/admin/"))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_template_is_a_list_without_works(visitor, form):
    response = visitor.get(f"/admin/library/imports/template.{form}")
    assert f"publications.{form}" in response["Content-Disposition"]
    content = response.content
    if form == "csv":
        [record] = read("a.csv", content + b"\nMine,,,2025").records
        assert record["title"] == "Mine"
    refused = visitor.post(UPLOAD, {"file": SimpleUploadedFile(f"publications.{form}", content)})
    assert "holds no work" in html(refused)


def test_the_example_names_words_that_the_starter_vocabulary_has():
    named = {column: {word.strip() for word in EXAMPLE[column].split(";")} for column in ("themes", "areas", "publisher")}
    assert named["themes"] <= {row["name"] for row in rows("themes")}
    assert named["areas"] <= {row["name"] for row in rows("provinces")}
    assert named["publisher"] <= {row["name"] for row in rows("institutions")}


def test_a_file_is_checked_confirmed_and_taken_back(visitor, hand_in, library, django_capture_on_commit_callbacks):
    make_publication(library, title="Known", published="2024")
    page = hand_in(follow=True)
    address = page.redirect_chain[-1][0]
    assert "1</strong> new" in html(page)
    assert "perhaps here already" in html(page)
    assert "See “Known”" in html(page)
    with django_capture_on_commit_callbacks(execute=True):
        assert "Being imported" in html(visitor.post(address, {"do": "start", "all_the_same": ["3", "x"]}, follow=True))
    page = html(visitor.get(address))
    assert "Imported as drafts" in page
    assert "2 pages of this import are still here" in page
    assert not PublicationPage.objects.filter(title='=First, "quoted"', live=True).exists()
    with django_capture_on_commit_callbacks(execute=True):
        visitor.post(address, {"do": "undo"})
    assert "Taken back" in html(visitor.get(address))
    assert PublicationPage.objects.count() == 1
    assert "list.csv" in html(visitor.get("/admin/library/imports/"))


def test_published_at_once_when_chosen_and_changes_are_asked_about(visitor, hand_in, django_capture_on_commit_callbacks):
    address = hand_in().url
    with django_capture_on_commit_callbacks(execute=True):
        visitor.post(address, {"do": "start", "publish": "yes"})
    page = PublicationPage.objects.live().get(title="Known")
    page.locked = True
    page.save()
    shown = html(visitor.get(address))
    assert "Imported and published." in shown
    assert "Keep these, and delete the others" in shown
    with django_capture_on_commit_callbacks(execute=True):
        visitor.post(address, {"do": "undo", "changed": "keep"})
    assert [page.title for page in PublicationPage.objects.all()] == ["Known"]


def test_a_step_that_does_not_fit_changes_nothing(visitor, hand_in):
    address = hand_in(content=samples.csv("No date,,,,,,,")).url
    page = html(visitor.get(address))
    assert "whole or not at all" in page
    for action in ("start", "undo", "again", "", "nonsense"):
        assert visitor.post(address, {"do": action}).status_code == 302
    assert Import.objects.get().state == State.CHECKED
    assert "Checked again." in html(visitor.post(address, {"do": "check"}, follow=True))
    Import.objects.update(state=State.UNDONE)
    visitor.post(address, {"do": "check"})
    assert "The report stays here" in html(visitor.get(address))


def test_an_import_that_stands_still_can_be_started_again(visitor, hand_in, django_capture_on_commit_callbacks):
    address = hand_in().url
    visitor.post(address, {"do": "start"})
    Import.objects.update(moved_at="2020-01-01T00:00Z")
    assert "longer than it should" in html(visitor.get(address))
    with django_capture_on_commit_callbacks(execute=True):
        visitor.post(address, {"do": "again"})
    assert Import.objects.get().state == State.IMPORTED


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("list.csv", b"", "The file is empty"),
        ("list.doc", b"x", "This format is not read"),
        ("list.csv", b"title\nx", "these are missing: date"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_words_that_help(hand_in, name, content, words):
    response = hand_in(name, content)
    assert response.status_code == 400
    assert words in html(response)
    assert not Import.objects.exists()


def test_what_is_pages_others_may_not_see_is_neither_named_nor_linked(hand_in, visitor, library):
    known = make_publication(library, title="Known", published="2024")
    address = hand_in().url
    PageViewRestriction.objects.create(page=known, restriction_type=PageViewRestriction.GROUPS)
    assert "See “Known”" not in html(visitor.get(address))


def test_the_import_of_somebody_else_is_not_there(hand_in, client, library):
    address = hand_in().url
    other = User.objects.create_superuser("root@example.org")
    client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address).status_code == 200
    Import.objects.update(started_by=other)
    client.force_login(User.objects.get(email="editor@example.org"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address).status_code == 404
    assert "list.csv" not in html(client.get("/admin/library/imports/"))


def test_the_report_is_a_spreadsheet_that_runs_nothing(hand_in, visitor):
    number = hand_in().url.strip("/").rpartition("/")[2]
    response = visitor.get(reverse("library:import_report", args=[number]))
    rows = list(csv.reader(io.StringIO(html(response).lstrip("\ufeff"))))
    assert rows[0][0] == "line"
    assert rows[1][:4] == ["2", '\'=First, "quoted"', "2025", "new"]
    assert "neither a person" in rows[1][5]
