"""An event's programme: days, the sessions of a day, and who does what in a session."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from gateway.blocks.body import WordsOfBlock

SPEAKER, CHAIR, DISCUSSANT = "speaker", "chair", "discussant"
PARTS = {SPEAKER: _("speaker"), CHAIR: _("chair"), DISCUSSANT: _("discussant")}


class SessionPersonBlock(WordsOfBlock):
    name = blocks.CharBlock(label=_("Name"))
    part = blocks.ChoiceBlock(list(PARTS.items()), default=SPEAKER, label=_("Part"))
    office = blocks.CharBlock(required=False, label=_("Office or institution"))

    class Meta:
        icon = "user"
        label = _("Person")


class SessionBlock(WordsOfBlock):
    time = blocks.TimeBlock(required=False, label=_("Begins"), help_text=_("Sessions that begin together stand side by side."))
    ends = blocks.TimeBlock(required=False, label=_("Ends"))
    track = blocks.CharBlock(required=False, max_length=60, label=_("Room or track"))
    title = blocks.CharBlock(label=_("Title"))
    people = blocks.ListBlock(SessionPersonBlock(), default=[], label=_("People"))
    speakers = blocks.CharBlock(
        required=False, label=_("Speakers, in words"), help_text=_("Where no names are known: “the provinces’ secretaries”.")
    )
    text = blocks.TextBlock(required=False, label=_("What it is about"))
    slides = DocumentChooserBlock(required=False, label=_("Slides"))

    class Meta:
        icon = "time"
        label = _("Session")


class DayBlock(WordsOfBlock):
    date = blocks.DateBlock(label=_("Date"))
    title = blocks.CharBlock(required=False, label=_("Title of the day"))
    sessions = blocks.ListBlock(SessionBlock(), label=_("Sessions"), default=[])

    class Meta:
        icon = "calendar"
        label = _("Day")


class ProgrammeBlock(blocks.StreamBlock):
    day = DayBlock()
