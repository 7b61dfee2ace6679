"""Blocks of a programme profile: a number that carries its source, and a source."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from gateway.blocks.body import ProvenNumberBlock
from programmes.choices import NumberStatus


class SourcedNumberBlock(ProvenNumberBlock):
    unsaid = ("status", "indicator")
    label = blocks.CharBlock(label=_("What it counts"), help_text=_("For example: families paid"))
    value = blocks.CharBlock(label=_("Number"), help_text=_("As it is to be read, for example 2,642,083"))
    unit = blocks.CharBlock(required=False, label=_("Unit"))
    period = blocks.CharBlock(
        label=_("Period"), help_text=_("What time the number describes; say “undated” if the source does not.")
    )
    source = blocks.CharBlock(label=_("Source"))
    url = blocks.URLBlock(required=False, label=_("Address of the source"))
    status = blocks.ChoiceBlock(NumberStatus.choices, default=NumberStatus.REPORTED, label=_("Standing"))
    headline = blocks.BooleanBlock(required=False, label=_("Show it at the top of the page"))
    indicator = blocks.CharBlock(
        required=False,
        label=_("Code of the indicator"),
        help_text=_("If a registry release holds this indicator, its figure is shown at the top instead of this one."),
    )
    note = blocks.TextBlock(required=False, label=_("Note"), help_text=_("A definition, or a doubt about this number."))

    class Meta:
        icon = "order"
        label = _("Number with its source")


class SourceBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Source"), help_text=_("Who published what, and when"))
    url = blocks.URLBlock(required=False, label=_("Address"))
    says = blocks.CharBlock(required=False, label=_("What we took from it"))

    class Meta:
        icon = "link"
        label = _("Source")
