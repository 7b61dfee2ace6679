"""A file opens to those who may read a page that shows it, and never by its path."""

import io
import json

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.files.images import ImageFile
from PIL import Image as Drawing
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from gateway.accounts.documents import may_open, opens_with
from gateway.files.models import Image
from gateway.pages.models import StandardPage
from gateway.starter.site import add_page
from tests.factories.forum import make_paper

pytestmark = pytest.mark.filterwarnings("ignore:(?i)unclosed file:ResourceWarning")
NOBODY = AnonymousUser()


@pytest.fixture
def document(db):
    return make_paper(name="terms.txt", content=b"All the words")


@pytest.fixture
def show(home):
    """Publishes a page that refers to a document."""

    def publish(document, **fields):
        body = [("download", {"document": document, "note": ""})]
        return add_page(home, StandardPage(**{"title": "Files", "slug": "files"} | fields, body=body))

    return publish


def restrict(target, kind, *groups):
    model = CollectionViewRestriction if isinstance(target, Collection) else PageViewRestriction
    field = "collection" if isinstance(target, Collection) else "page"
    restriction = model.objects.create(restriction_type=kind, password="x", **{field: target})
    restriction.groups.set(groups)


def test_document_that_no_page_shows_is_closed(client, document):
    assert client.get(document.url).status_code == 404


def test_document_of_a_public_page_is_open(client, document, show):
    show(document)
    response = client.get(document.url)
    assert b"".join(response.streaming_content) == b"All the words"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Disposition"].startswith("attachment")
    assert "private" in response["Cache-Control"]


def test_pdf_is_shown_in_the_browser(client, show):
    document = make_paper(name="paper.pdf", content=b"%PDF-1.4")
    show(document)
    response = client.get(document.url)
    b"".join(response.streaming_content)
    assert response["Content-Disposition"].startswith("inline")
    assert response["Content-Security-Policy"] == "default-src 'none'"


def test_draft_opens_nothing(client, document, show):
    page = show(document)
    page.unpublish()
    assert client.get(document.url).status_code == 404


def test_reference_that_stands_only_in_a_draft_opens_nothing(home, document):
    page = add_page(home, StandardPage(title="Files", slug="files"))
    page.body = [("download", {"document": document, "note": ""})]
    page.save_revision()
    assert not may_open(NOBODY, document)
    page.get_latest_revision().publish()
    assert may_open(NOBODY, document)


def test_document_of_a_page_that_asks_for_a_sign_in_asks_too(client, document, show, learner):
    restrict(show(document), "login")
    assert client.get(document.url)["Location"].startswith("/accounts/login/")
    client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(document.url)
    b"".join(response.streaming_content)
    assert response.status_code == 200


def test_document_of_a_group_s_page_does_not_exist_for_others(client, document, show, learner):
    group = Group.objects.create(name="Group")
    restrict(show(document), "groups", group)
    assert client.get(document.url).status_code == 404
    learner.groups.add(group)
    assert may_open(learner, document)


@pytest.mark.parametrize(("kind", "opens"), [("login", True), ("groups", False), ("password", False)])
def test_privacy_of_the_collection_is_respected(document, show, learner, kind, opens):
    show(document)
    restrict(document.collection, kind)
    assert not may_open(NOBODY, document)
    assert may_open(learner, document) is opens


def test_collection_of_a_group_opens_to_it(document, show, learner):
    show(document)
    group = Group.objects.create(name="Group")
    restrict(document.collection, "groups", group)
    learner.groups.add(group)
    assert may_open(learner, document)


def test_administrator_opens_everything(document, admin_user):
    assert may_open(admin_user, document)


def test_old_name_and_odd_numbers_are_not_found(client, document, show):
    show(document)
    for address in (f"/documents/{document.pk}/other.txt", f"/documents/{10**30}/x.txt", f"/documents/{document.pk}/a%00b"):
        assert client.get(address).status_code == 404


def test_nothing_is_served_by_its_path(client, document, show):
    show(document)
    for address in (f"/media/{document.file.name}", "/media/../manage.py", "/media/a%00b", "/media/"):
        assert client.get(address).status_code == 404


@pytest.fixture
def rendition(db):
    buffer = io.BytesIO()
    Drawing.new("RGB", (8, 8)).save(buffer, "PNG")
    file = ImageFile(io.BytesIO(buffer.getvalue()), name="picture.png")
    return Image.objects.create(title="Picture", file=file).get_rendition("max-4x4")


def show_picture(home, image):
    picture = {"image": {"image": image.pk, "alt_text": "", "decorative": True}, "caption": ""}
    body = [{"type": "picture", "value": picture}]
    return add_page(home, StandardPage(title="Picture", slug="picture", body=json.dumps(body)))


def test_picture_follows_the_page_that_shows_it(client, home, rendition, learner):
    address = f"/media/{rendition.file.name}"
    assert client.get(address).status_code == 404
    page = show_picture(home, rendition.image)
    response = client.get(address)
    b"".join(response.streaming_content)
    assert response["Cache-Control"].startswith("private")
    restrict(page, "login")
    assert client.get(address).status_code == 404
    client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(address)
    b"".join(response.streaming_content)
    assert response["Cache-Control"] == "private, no-store"
    assert client.get(f"/media/{rendition.image.file.name}").status_code == 404


def test_picture_whose_file_is_lost_is_not_found(client, home, rendition):
    show_picture(home, rendition.image)
    rendition.file.storage.delete(rendition.file.name)
    assert client.get(f"/media/{rendition.file.name}").status_code == 404


@pytest.mark.parametrize(
    ("kind", "tokens", "open_too"),
    [
        ("none", ["public"], True),
        ("login", ["public"], False),
        ("password", ["public"], False),
        ("groups", ["public"], False),
        ("groups", ["group:1", "group:2"], False),
        ("groups", ["group:1", "superuser"], True),
    ],
)
def test_file_opens_with_a_page_whose_readers_its_collection_lets_in(document, kind, tokens, open_too):
    group = Group.objects.filter(pk=1).first() or Group.objects.create(pk=1, name="First")
    restrict(document.collection, kind, *([group] if kind == "groups" else []))
    assert opens_with(tokens, document) is open_too
