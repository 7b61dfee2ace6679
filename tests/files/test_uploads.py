"""Files that are not what their name says, or are too large, are refused with words that help."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse

from gateway.files.models import Document
from gateway.files.sniffing import COMPOUND_FILE, ENCRYPTED_PACKAGE, HEAD, is_what_it_says
from gateway.files.uploads import MEGABYTE, UploadLimitMiddleware, refuse_disguised
from tests.factories.documents import pdf
from tests.factories.forum import make_paper

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def archive(**members) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


WORD = archive(word__document_dot_xml="<w:document/>")
ODT = archive(mimetype="application/vnd.oasis.opendocument.text")
HONEST = [
    ("pdf", PDF),
    ("csv", b"a,b\n1,2\n"),
    ("csv", "ضلع,صوبہ\n".encode()),
    ("csv", "ضلع,صوبہ\n".encode("utf-16")),
    ("txt", b""),
    ("txt", "؀".encode() * 40_000),
    ("zip", archive(table_dot_csv="1,2")),
    ("docx", WORD),
    ("odt", ODT),
]
DISGUISED = [
    ("pdf", HTML),
    ("pdf", SVG),
    ("pdf", b" \n\xef\xbb\xbf<html>"),
    ("pdf", b"MZ\x90\x00"),
    ("pdf", b"\x7fELF\x02"),
    ("pdf", b"#!/bin/sh\n"),
    ("pdf", b"junk %PDF-1.7"),
    ("pdf", WORD),
    ("txt", HTML),
    ("txt", "<html>".encode("utf-16")),
    ("csv", b"\x00\x01\x02"),
    ("csv", b"\xe9\xe8 no text \xff"),
    ("csv", "\ufefffine <script>".encode("utf-16-le")),
    ("docx", archive(other="x")),
    ("docx", archive(word__document_dot_xml="x", word__vbaProject_dot_bin="x")),
    ("docx", b"PK\x03\x04 broken"),
    ("docx", PDF),
    ("odt", archive(mimetype="text/html")),
    ("odt", archive(content="x")),
    ("zip", archive(setup_dot_exe="MZ")),
    ("zip", archive(page_dot_html="<html>")),
    ("xyz", b"whatever"),
]


@pytest.mark.parametrize(("extension", "content"), HONEST)
def test_honest_file_is_what_it_says(extension, content):
    assert is_what_it_says(extension, io.BytesIO(content))


@pytest.mark.parametrize(("extension", "content"), DISGUISED)
def test_disguised_file_is_not(extension, content):
    assert not is_what_it_says(extension, io.BytesIO(content))


def test_document_is_checked_where_it_enters():
    document = Document(title="Report", file=SimpleUploadedFile("report.pdf", HTML))
    with pytest.raises(ValidationError) as refused:
        document.clean()
    assert "not a PDF file" in refused.value.message_dict["file"][0]
    Document(title="Report", file=SimpleUploadedFile("report.pdf", PDF)).clean()


@override_settings(MAX_UPLOAD_MB=1)
def test_document_over_the_limit_is_refused():
    document = Document(title="Report", file=SimpleUploadedFile("report.pdf", PDF + b" " * MEGABYTE))
    with pytest.raises(ValidationError, match="larger than 1 MB"):
        document.clean()


def test_stored_document_without_a_new_file_is_left_alone(db):
    make_paper(name="old.txt", content=HTML).clean()


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "program.exe", "report.pdf"])
def test_admin_refuses_a_page_a_drawing_and_a_program(client, admin_user, name):
    client.force_login(admin_user, backend="django.contrib.auth.backends.ModelBackend")
    file = SimpleUploadedFile(name, HTML)
    response = client.post(reverse("wagtaildocs:add_multiple"), {"files[]": file, "title": "x", "collection": 1})
    assert response.json()["success"] is False
    assert not Document.objects.exists()


@pytest.mark.parametrize("name", ["drawing.svg", "picture.png"])
def test_admin_refuses_an_image_that_is_none(client, admin_user, name):
    client.force_login(admin_user, backend="django.contrib.auth.backends.ModelBackend")
    file = SimpleUploadedFile(name, SVG, "image/png")
    response = client.post(reverse("wagtailimages:add_multiple"), {"files[]": file, "title": "x", "collection": 1})
    assert response.json()["success"] is False


@override_settings(MAX_UPLOAD_MB=1)
def test_oversized_upload_is_answered_with_413_before_it_is_read(client, db):
    file = SimpleUploadedFile("large.pdf", PDF + b" " * (2 * MEGABYTE))
    response = client.post("/accounts/login/", {"file": file})
    assert response.status_code == 413
    assert "up to 1 MB" in response.content.decode()


def test_broken_length_and_missing_stream_do_no_harm(rf):
    passed = UploadLimitMiddleware(lambda request: "passed")
    request = rf.post("/")
    request.META["CONTENT_LENGTH"] = "many"
    assert passed(request) == "passed"
    request.META |= {"CONTENT_LENGTH": str(10**12), "wsgi.input": None}
    assert passed(request).status_code == 413


@pytest.mark.parametrize("name", ["bomb.zip", "bomb.docx"])
def test_archive_that_unpacks_to_far_more_than_it_holds_is_refused(name):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(20_000_000))
    assert not is_what_it_says(name.rpartition(".")[2], buffer)


ENVELOPE = COMPOUND_FILE + b"\0" * HEAD + ENCRYPTED_PACKAGE


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("a.docx", ENVELOPE, "protected by a password. Save it without one"),
        ("a.xlsx", ENVELOPE, "protected by a password. Save it without one"),
        ("a.pptx", COMPOUND_FILE + b"an old file" * HEAD, "not a PPTX file"),
        ("a.pdf", pdf("Secret.", password="hidden"), "protected by a password. Save it without one"),
        ("a.pdf", PDF + b"speaks of /Encrypt", ""),
        ("a.pdf", pdf("Open."), ""),
    ],
    ids=["docx", "xlsx", "old", "pdf", "only named", "open"],
)
def test_file_with_a_password_is_refused_by_that_name(name, content, refusal):
    file = SimpleUploadedFile(name, content)
    if not refusal:
        assert refuse_disguised(file) is None
        return
    with pytest.raises(ValidationError, match=refusal):
        refuse_disguised(file)
