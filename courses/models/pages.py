"""The page types that teach: the index, courses, lessons."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _, ngettext
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField, StreamField

from courses import desk
from courses.blocks import LessonBodyBlock, QuizBlock
from courses.outline import outline_of
from courses.quiz import Question, questions_of
from courses.schema import course_schema, lesson_schema
from gateway.accounts.audience import inherited, readable
from gateway.blocks.body import side_by_side
from gateway.pages.localized import in_readers_language
from gateway.pages.models import BasePage, ClassifiedPage


class CoursesIndexPage(BasePage):
    search_kind = None
    audience_rule = staticmethod(inherited)
    max_count_per_parent = 1
    parent_page_types: ClassVar = ["gateway_pages.HomePage"]
    subpage_types: ClassVar = ["courses.CoursePage"]
    introduction = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("index of courses")
        verbose_name_plural = _("indexes of courses")

    def get_context(self, request, *args, **kwargs):
        courses = courses_for(request.user)
        return super().get_context(request, *args, **kwargs) | {"cards": [course.card() for course in courses]}


class CoursePage(RoutablePageMixin, ClassifiedPage):
    search_kind = "course"
    audience_rule = staticmethod(inherited)
    parent_page_types: ClassVar = ["courses.CoursesIndexPage"]
    subpage_types: ClassVar = ["courses.LessonPage"]
    admin_default_ordering = "ord"

    intended_for = models.TextField(
        _("for whom"), max_length=300, blank=True, help_text=_("Who gains from this course, and what they should know before.")
    )
    introduction = RichTextField(_("introduction"), blank=True, features=["h3", "bold", "italic", "link", "ul", "ol"])
    outcomes = StreamField(
        [("outcome", blocks.CharBlock(label=_("Outcome")))],
        blank=True,
        verbose_name=_("outcomes"),
        help_text=_("What a learner can do afterwards, one sentence each. Begin with a verb."),
    )
    modules = StreamField(
        [("module", blocks.CharBlock(label=_("Title of the module")))],
        blank=True,
        verbose_name=_("modules"),
        help_text=_("The parts of the course, in order. Each lesson says which part it belongs to."),
    )
    pass_percent = models.PositiveSmallIntegerField(
        _("right answers needed, in per cent"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("A lesson with a quiz is done when this share of its answers is right."),
    )

    content_panels = [
        *ClassifiedPage.content_panels,
        FieldPanel("intended_for"),
        FieldPanel("introduction"),
        FieldPanel("outcomes"),
        FieldPanel("modules"),
        FieldPanel("pass_percent"),
        *ClassifiedPage.classification_panels,
    ]

    class Meta:
        verbose_name = _("course")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | desk.course_context(self, request)

    @path("enrol/")
    def enrol(self, request):
        return desk.enrol(self, request)

    def facts(self) -> list[str]:
        lessons = list(LessonPage.objects.child_of(self.source).live())
        minutes = sum(lesson.minutes for lesson in lessons)
        return [
            ngettext("%(count)d lesson", "%(count)d lessons", len(lessons)) % {"count": len(lessons)},
            ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes},
        ]

    @property
    def source(self) -> "CoursePage":
        """The English course, whose lessons and their order count for every translation."""
        if self.locale.language_code == "en":
            return self
        return CoursePage.objects.filter(translation_key=self.translation_key, locale__language_code="en").first() or self

    def search_text(self) -> str:
        return side_by_side([self.intended_for, *(str(child.value) for child in [*self.outcomes, *self.modules])])

    def json_ld(self, request) -> dict:
        return course_schema(super().json_ld(request), self, outline_of(self, request.user).lessons)


class LessonPage(RoutablePageMixin, BasePage):
    search_kind = "lesson"
    audience_rule = staticmethod(inherited)
    parent_page_types: ClassVar = ["courses.CoursePage"]
    subpage_types: ClassVar = []

    module = models.PositiveSmallIntegerField(
        _("module"), default=1, validators=[MinValueValidator(1)], help_text=_("The number of the module in the course's list.")
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=15, validators=[MinValueValidator(1)], help_text=_("How long reading and the quiz take.")
    )
    body = StreamField(LessonBodyBlock(), blank=True, verbose_name=_("body"))
    key_points = StreamField(
        [("point", blocks.CharBlock(label=_("Key point")))],
        blank=True,
        verbose_name=_("key points"),
        help_text=_("Three to five sentences that a learner should remember."),
    )
    quiz = StreamField(
        QuizBlock(),
        blank=True,
        verbose_name=_("quiz"),
        help_text=_("Learners see whether they were right, and your explanation."),
    )

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("module"), FieldPanel("minutes")])],
            heading=_("Place in the course"),
            help_text=_("Lessons follow one another as they are sorted below their course."),
        ),
        FieldPanel("body"),
        FieldPanel("key_points"),
        FieldPanel("quiz"),
    ]

    class Meta:
        verbose_name = _("lesson")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | desk.lesson_context(self, request)

    @path("quiz/")
    def answer(self, request):
        return desk.answer(self, request)

    @path("done/")
    def finish(self, request):
        return desk.finish(self, request)

    @property
    def course(self) -> CoursePage:
        return self.get_parent().specific

    @property
    def questions(self) -> list[Question]:
        return questions_of(self.quiz)

    def facts(self) -> list[str]:
        return [
            self.get_parent().title,
            ngettext("%(count)d minute", "%(count)d minutes", self.minutes) % {"count": self.minutes},
        ]

    def search_text(self) -> str:
        """The lesson without its quiz: search must not give the answers away."""
        return side_by_side(
            [self.body.stream_block.get_plain_text(self.body), *(str(point.value) for point in self.key_points)]
        )

    def search_documents(self) -> list:
        return self.body.stream_block.documents(self.body)

    def json_ld(self, request) -> dict:
        return lesson_schema(super().json_ld(request), self, request)


def courses_for(reader) -> list[CoursePage]:
    """All courses that a reader may open, each in the reader's language where it is translated."""
    english = readable(CoursePage.objects.filter(locale__language_code="en"), reader).order_by("path")
    return in_readers_language(english, reader)
