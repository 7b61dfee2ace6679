"""Documents with real files."""

from functools import cache

from django.core.files.base import ContentFile
from fpdf import FPDF

from gateway.files.models import Document
from research.models import PublicationFile


@cache
def pdf(*pages: str, password: str = "") -> bytes:
    """A PDF with one short English text a page; the same bytes for the same texts."""
    file = FPDF()
    file.set_font("Helvetica", size=12)
    for text in pages:
        file.add_page()
        file.multi_cell(0, 8, text)
    if password:
        file.set_encryption(owner_password=f"{password} of the owner", user_password=password)
    return bytes(file.output())


def document(content: bytes, name: str = "report.pdf", title: str = "Report") -> Document:
    return Document.objects.create(title=title, file=ContentFile(content, name))


def publication_file(title: str, content: bytes = b"%PDF-1.7", name: str = "report.pdf", **fields) -> PublicationFile:
    return PublicationFile(document=document(content, name, title), **fields)
