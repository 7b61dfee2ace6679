"""Small, real PDF papers for the illustrative meetings, each in the closed collection of its body."""

from django.core.files.base import ContentFile
from fpdf import FPDF

from forum.models import BodyPage
from forum.secretariat import establish
from gateway.files.models import Document

NOTE = "Illustrative: written to show how papers are kept. It is no document of any government."


def load_paper(body: BodyPage, content: dict) -> Document:
    collection = establish(body).collection
    existing = Document.objects.filter(collection=collection, title=content["title"]).first()
    return existing or make_paper(body, content, collection)


def make_paper(body: BodyPage, content: dict, collection) -> Document:
    document = Document(title=content["title"], collection=collection)
    document.file.save(content["file"], ContentFile(pdf(body.title, content["title"], content["text"])), save=False)
    document.file_size = document.file.size
    document._set_file_hash()
    document.save()
    return document


def pdf(body: str, title: str, paragraphs: list[str]) -> bytes:
    paper = FPDF(format="A4")
    paper.set_title(title)
    paper.set_lang("en")
    paper.set_margin(25)
    paper.add_page()
    for text, size, style in ((body, 10, ""), (title, 18, "B"), (NOTE, 10, "I")):
        paper.set_font("helvetica", style, size)
        paper.multi_cell(0, size * 0.55, text, new_x="LMARGIN", new_y="NEXT")
        paper.ln(3)
    paper.set_font("helvetica", "", 12)
    for number, text in enumerate(paragraphs, 1):
        paper.multi_cell(0, 6.5, f"{number}.  {text}", new_x="LMARGIN", new_y="NEXT")
        paper.ln(2)
    return bytes(paper.output())
