"""The blocks that only lessons have: worked examples, exercises, definitions, and quiz questions."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from gateway.blocks.body import BodyBlock

SHORT_TEXT = ["bold", "italic", "link", "ul", "ol"]


class ExampleBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    text = blocks.RichTextBlock(features=SHORT_TEXT, label=_("Text"))
    source = blocks.CharBlock(
        label=_("Source and period"), help_text=_("Where the figures come from, and what time they describe.")
    )

    class Meta:
        icon = "doc-full-inverse"
        label = _("Worked example")
        template = "courses/blocks/example_block.html"


class ExerciseBlock(blocks.StructBlock):
    task = blocks.RichTextBlock(features=SHORT_TEXT, label=_("Task"))
    discussion = blocks.RichTextBlock(
        features=SHORT_TEXT, label=_("Discussion"), help_text=_("Stays folded until the learner opens it.")
    )

    class Meta:
        icon = "edit"
        label = _("Exercise")
        template = "courses/blocks/exercise_block.html"


class DefinitionBlock(blocks.StructBlock):
    term = blocks.CharBlock(label=_("Term"))
    meaning = blocks.RichTextBlock(features=["bold", "italic", "link"], label=_("Meaning"))

    class Meta:
        icon = "openquote"
        label = _("Definition")
        template = "courses/blocks/definition_block.html"


class LessonBodyBlock(BodyBlock):
    example = ExampleBlock()
    exercise = ExerciseBlock()
    definition = DefinitionBlock()


class OptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Answer"))
    is_right = blocks.BooleanBlock(required=False, label=_("This answer is right"))

    class Meta:
        icon = "check"
        label = _("Answer")


class QuestionBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Question"), rows=2)
    options = blocks.ListBlock(
        OptionBlock(),
        min_num=2,
        max_num=8,
        label=_("Answers"),
        help_text=_("Tick more than one as right to let learners choose several."),
    )
    explanation = blocks.TextBlock(
        label=_("Explanation"),
        rows=3,
        help_text=_("Shown after answering: why the right answer is right, and where others go wrong."),
    )

    class Meta:
        icon = "help"
        label = _("Question")

    def clean(self, value):
        value = super().clean(value)
        if not any(option["is_right"] for option in value["options"]):
            problem = ValidationError(_("Mark at least one answer as right."))
            raise StructBlockValidationError(block_errors={"options": problem})
        return value


class QuizBlock(blocks.StreamBlock):
    question = QuestionBlock()

    class Meta:
        required = False
        max_num = 20
