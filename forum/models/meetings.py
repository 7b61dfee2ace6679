"""A meeting's record: agenda, papers, minutes, decisions, actions. Open to the body's members only."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from forum.tokens import members_of_the_body
from gateway.blocks.body import plain_text
from gateway.pages.models import BasePage
from gateway.taxonomy.models import Institution

TEXT = ["bold", "italic", "ol", "ul", "link", "document-link"]


class MeetingPage(BasePage):
    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("scheduled")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("cancelled")

    class Minutes(models.TextChoices):
        DRAFT = "draft", _("draft, for the chair and the secretariat")
        CIRCULATED = "circulated", _("circulated to members")
        CONFIRMED = "confirmed", _("confirmed")

    search_kind = "meeting"
    counts_views = False  # a body is small: a number would tell who has read
    audience_rule = staticmethod(members_of_the_body)
    parent_page_types: ClassVar = ["forum.BodyPage"]
    subpage_types: ClassVar = []

    number = models.PositiveSmallIntegerField(_("number"), help_text=_("The first meeting of the body is number 1."))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SCHEDULED)
    starts_at = models.DateTimeField(_("starts"), help_text=_("Pakistan Standard Time (PKT)."))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True, help_text=_("Pakistan Standard Time (PKT)."))
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to join"), blank=True, help_text=_("For those who take part from afar."))
    minutes_state = models.CharField(_("state of the minutes"), max_length=10, choices=Minutes.choices, default=Minutes.DRAFT)
    minutes = RichTextField(
        pgettext_lazy("meeting", "minutes"),
        blank=True,
        features=TEXT,
        help_text=_("What belongs to no single agenda item: attendance, opening, close."),
    )
    illustrative = models.BooleanField(
        _("made up for demonstration"), default=False, help_text=_("The page then says so to everybody who reads it.")
    )

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("number"), FieldPanel("state")]),
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldRowPanel([FieldPanel("place"), FieldPanel("link")]),
                FieldPanel("illustrative"),
            ],
            heading=_("When and where"),
        ),
        InlinePanel("agenda", heading=_("Agenda"), label=_("agenda item")),
        InlinePanel("papers", heading=_("Papers"), label=_("paper")),
        MultiFieldPanel([FieldPanel("minutes_state"), FieldPanel("minutes")], heading=_("Minutes")),
        InlinePanel("decisions", heading=_("Decisions"), label=_("decision")),
        InlinePanel("actions", heading=_("Actions"), label=_("action")),
    ]

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes: ClassVar = [models.Index(fields=["starts_at"], name="meeting_by_start")]

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"ends_at": _("The meeting ends before it starts.")})
        number_the_unnumbered(self.decisions.all())
        number_the_unnumbered(self.actions.all())

    def margin(self) -> str:
        return formats.date_format(timezone.localtime(self.starts_at), "DATE_FORMAT")

    def facts(self) -> list[str]:
        marked = _("illustrative") if self.illustrative else ""
        return [str(fact) for fact in (self.get_state_display(), self.place, marked) if fact]

    @property
    def spans_days(self) -> bool:
        return bool(self.ends_at) and timezone.localdate(self.ends_at) != timezone.localdate(self.starts_at)

    @property
    def shows_minutes(self) -> bool:
        """Whether all members may read the minutes; a draft is for the chair and the secretariat."""
        return self.minutes_state != self.Minutes.DRAFT

    def search_text(self) -> str:
        items = self.agenda.all()
        words = [f"{item.title} {item.presenter} {item.description}" for item in items]
        words += [decision.text for decision in self.decisions.all()] + [action.text for action in self.actions.all()]
        if self.shows_minutes:
            words += [self.minutes, *(item.minutes for item in items)]
        return plain_text("\n".join([self.place, *words]))

    def search_documents(self) -> list:
        return [paper.document for paper in self.papers.select_related("document")]

    def search_date(self) -> date | None:
        return timezone.localdate(self.starts_at)

    def json_ld(self, request) -> dict:
        """Nothing for machines: they are no members."""
        return {}

    def get_route_paths(self) -> list[str]:
        """None: an automatic redirect from an old address would tell strangers, and the admin's list, of the meeting."""
        return []

    def get_context(self, request, *args, **kwargs):
        from forum.listings import meeting_context

        return super().get_context(request, *args, **kwargs) | meeting_context(self, request)


def number_the_unnumbered(records) -> None:
    """Gives each record without a number the next free one; numbers once given never change."""
    records = list(records)
    last = max((record.number or 0 for record in records), default=0)
    for record in records:
        if not record.number:
            last += 1
            record.number = last


class AgendaItem(Orderable):
    meeting = ParentalKey(MeetingPage, on_delete=models.CASCADE, related_name="agenda")
    starts_at = models.TimeField(_("time"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=200)
    presenter = models.CharField(_("presenter"), max_length=120, blank=True)
    description = models.TextField(_("description"), blank=True)
    minutes = RichTextField(_("minutes of this item"), blank=True, features=TEXT)

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("presenter")]),
        FieldPanel("title"),
        FieldPanel("description"),
        FieldPanel("minutes"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("agenda item")

    def __str__(self) -> str:
        return self.title


class Paper(Orderable):
    meeting = ParentalKey(MeetingPage, on_delete=models.CASCADE, related_name="papers")
    document = models.ForeignKey(settings.WAGTAILDOCS_DOCUMENT_MODEL, models.PROTECT, related_name="+", verbose_name=_("file"))
    title = models.CharField(_("title"), max_length=200, blank=True, help_text=_("Leave empty to show the title of the file."))
    agenda_item = models.PositiveSmallIntegerField(
        _("agenda item"), null=True, blank=True, help_text=_("The number of the agenda item that the paper belongs to.")
    )

    panels: ClassVar = [FieldPanel("document"), FieldRowPanel([FieldPanel("title"), FieldPanel("agenda_item")])]

    class Meta(Orderable.Meta):
        verbose_name = _("paper")

    def __str__(self) -> str:
        return self.title or self.document.title


class Decision(Orderable):
    meeting = ParentalKey(MeetingPage, on_delete=models.CASCADE, related_name="decisions")
    number = models.PositiveSmallIntegerField(
        _("number"), null=True, blank=True, help_text=_("Leave empty for the next free number.")
    )
    text = models.TextField(_("decision"))
    commitment = models.ForeignKey(
        "forum.Commitment",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("commitment that it serves"),
    )

    panels: ClassVar = [FieldRowPanel([FieldPanel("number"), FieldPanel("commitment")]), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("decision")

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:60]}"


class Action(Orderable):
    class State(models.TextChoices):
        OPEN = "open", _("open")
        UNDER_WAY = "under-way", _("under way")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    meeting = ParentalKey(MeetingPage, on_delete=models.CASCADE, related_name="actions")
    number = models.PositiveSmallIntegerField(
        _("number"), null=True, blank=True, help_text=_("Leave empty for the next free number.")
    )
    text = models.TextField(_("action"))
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("institution in charge")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person in charge")
    )
    due = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    commitment = models.ForeignKey(
        "forum.Commitment",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name=_("commitment that it serves"),
    )

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("state"), FieldPanel("due")]),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("institution"), FieldPanel("person")]),
        FieldPanel("commitment"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("action")

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:60]}"

    @property
    def is_overdue(self) -> bool:
        return bool(self.due) and self.due < timezone.localdate() and self.state in {self.State.OPEN, self.State.UNDER_WAY}
