"""The blocks of a page's body, by family."""

import re
from collections.abc import Iterable
from html import unescape
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link", "superscript", "subscript"]
ENDS = ".!?:;,…۔؟؛،"


class WordsOfBlock(blocks.StructBlock):
    """Search neither finds nor shows what `unsaid` names: codes, and choices that are no words of the page; nor empty fields."""

    unsaid: ClassVar[tuple[str, ...]] = ()

    def get_searchable_content(self, value) -> list[str]:
        said = [(block, value.get(name)) for name, block in self.child_blocks.items() if name not in self.unsaid]
        return [text for block, held in said if held is not None for text in block.get_searchable_content(held)]


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading_block.html"


class TextBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/text_block.html"


class CalloutBlock(WordsOfBlock):
    unsaid = ("tone",)
    tone = blocks.ChoiceBlock(
        [("note", _("Note")), ("warning", _("Warning")), ("illustrative", _("Illustrative"))], default="note", label=_("Tone")
    )
    title = blocks.CharBlock(required=False, label=_("Title"))
    text = blocks.RichTextBlock(features=["bold", "italic", "link", "ul", "ol"], label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        template = "blocks/callout_block.html"


class QuotationBlock(WordsOfBlock):
    text = blocks.TextBlock(label=_("Words"))
    source = blocks.CharBlock(required=False, label=_("Who said or wrote it, and where"))

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "blocks/quotation_block.html"


class PictureBlock(WordsOfBlock):
    image = ImageBlock(label=_("Image"))
    caption = blocks.CharBlock(required=False, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture_block.html"


class DownloadBlock(WordsOfBlock):
    document = DocumentChooserBlock(label=_("File"))
    note = blocks.CharBlock(required=False, label=_("Note"))

    class Meta:
        icon = "doc-full"
        label = _("File to download")
        template = "blocks/download_block.html"


class ProvenNumberBlock(WordsOfBlock):
    """A number with its proof: what is missing is asked for in words of its own."""

    MISSING: ClassVar = {
        "value": _("Write the number, or take this block out."),
        "label": _("Say what the number counts, for example: families paid."),
        "unit": _("Say what the number is of: families, rupees, per cent."),
        "period": _("Say what time the number describes: a day, a quarter, a fiscal year."),
        "source": _("A number needs its source: say who published it, and when."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, message in self.MISSING.items():
            self.child_blocks[name].field.error_messages["required"] = message

    def get_searchable_content(self, value) -> list[str]:
        number = " ".join(filter(None, [value.get("value"), value.get("unit")]))
        return super().get_searchable_content({**value, "value": number, "unit": None})


class NumberBlock(ProvenNumberBlock):
    """A quoted number never stands without its unit, period and source."""

    value = blocks.CharBlock(label=_("Number"), help_text=_("As it is to be read, for example 13,500"))
    unit = blocks.CharBlock(label=_("Unit"))
    period = blocks.CharBlock(label=_("Period"), help_text=_("What time the number describes"))
    source = blocks.CharBlock(label=_("Source"))
    label = blocks.CharBlock(label=_("What it counts"))
    illustrative = blocks.BooleanBlock(required=False, label=_("Made up for demonstration"))

    class Meta:
        icon = "order"
        label = _("Number with its source")
        template = "blocks/number_block.html"


class TableBlock(WordsOfBlock):
    caption = blocks.CharBlock(label=_("Caption"))
    table = TypedTableBlock(
        [("text", blocks.CharBlock(required=False)), ("number", blocks.CharBlock(required=False))], label=_("Table")
    )
    source = blocks.CharBlock(required=False, label=_("Source"))

    class Meta:
        icon = "table"
        label = _("Table")
        template = "blocks/table_block.html"


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock()
    text = TextBlock(features=TEXT_FEATURES)
    callout = CalloutBlock()
    quotation = QuotationBlock()
    number = NumberBlock()
    table = TableBlock()
    picture = PictureBlock()
    download = DownloadBlock()

    class Meta:
        template = "blocks/body_block.html"
        block_counts: dict = {}

    def get_plain_text(self, value) -> str:
        """The words of the blocks, without mark-up, for the index."""
        return side_by_side(self.get_searchable_content(value))

    def documents(self, value) -> list:
        """The files of the download blocks."""
        return [child.value["document"] for child in value if child.block_type == "download" and child.value["document"]]


def plain_text(html: str) -> str:
    """Mark-up and repeated white space taken out; a < that opens no tag is a word like others."""
    spaced = re.sub(r"<(/p|/li|/h\d|br)[^>]*>", " ", html)
    return " ".join(unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", spaced)).split())


def side_by_side(pieces: Iterable[str]) -> str:
    """Pieces of text in one line, told apart by a dot where the one before does not end a sentence by itself."""
    written = [line for piece in pieces if (line := " ".join(str(piece).split()))]
    return "".join(before_more(line) for line in written[:-1]) + "".join(written[-1:])


def before_more(line: str) -> str:
    return f"{line} " if line[-1] in ENDS else f"{line} · "
