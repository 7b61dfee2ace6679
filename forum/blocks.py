"""An event's programme: days, and the sessions of a day."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class SessionBlock(blocks.StructBlock):
    time = blocks.TimeBlock(required=False, label=_("Time"))
    title = blocks.CharBlock(label=_("Title"))
    speakers = blocks.CharBlock(required=False, label=_("Speakers"))
    text = blocks.TextBlock(required=False, label=_("What it is about"))

    class Meta:
        icon = "time"
        label = _("Session")


class DayBlock(blocks.StructBlock):
    date = blocks.DateBlock(label=_("Date"))
    title = blocks.CharBlock(required=False, label=_("Title of the day"))
    sessions = blocks.ListBlock(SessionBlock(), label=_("Sessions"), default=[])

    class Meta:
        icon = "calendar"
        label = _("Day")


class ProgrammeBlock(blocks.StreamBlock):
    day = DayBlock()
