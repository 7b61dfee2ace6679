"""A meeting: when and where, its life, and the record that the agenda and the outcomes make up. For the body's members only."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, TitleFieldPanel
from wagtail.fields import RichTextField

from forum.dates import span
from forum.models.agenda import TEXT, Paper
from forum.models.changes import CountsChanges
from forum.models.earlier_dates import KeepsEarlierDates
from forum.models.life import TO_COME, State, check_life
from forum.models.outcomes import check_decisions_are_there, check_reported_actions_stay, number_the_unnumbered
from forum.models.standing_minutes import DraftMinutesPanel, KeepsStateOfMinutes, MinutesState
from forum.state_form import MeetingForm
from forum.tokens import members_of_the_body
from gateway.blocks.body import plain_text, side_by_side
from gateway.pages.models import BasePage


def as_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="minutes")


class MeetingPage(KeepsStateOfMinutes, CountsChanges, KeepsEarlierDates, BasePage):
    State = State
    Minutes = MinutesState

    search_kind = "meeting"
    counts_views = False  # a body is small: a number would tell who has read
    audience_rule = staticmethod(members_of_the_body)
    parent_page_types: ClassVar = ["forum.BodyPage"]
    subpage_types: ClassVar = []
    base_form_class = MeetingForm
    exclude_fields_in_copy: ClassVar = ["earlier_dates", "sequence", "minutes_state"]
    in_calendars = ("title", "state", "starts_at", "ends_at", "place", "link", "cancelled_because")

    number = models.PositiveSmallIntegerField(_("number"), help_text=_("The first meeting of the body is number 1."))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED)
    cancelled_because = models.TextField(
        _("reason for cancelling"), blank=True, help_text=_("Members read it. The date for which the meeting was called stays.")
    )
    starts_at = models.DateTimeField(
        _("starts"),
        help_text=_("Pakistan Standard Time (PKT). If you change it, members still see the earlier date, struck through."),
    )
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True, help_text=_("Pakistan Standard Time (PKT)."))
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to join"), blank=True, help_text=_("For those who take part from afar."))
    minutes = RichTextField(
        pgettext_lazy("meeting", "minutes"),
        blank=True,
        features=TEXT,
        help_text=_(
            "What belongs to no single agenda item: attendance, opening, close. The desk of the minutes, behind the three "
            "dots, circulates them; from then on they are changed there."
        ),
    )
    illustrative = models.BooleanField(
        _("made up for demonstration"), default=False, help_text=_("The page then says so to everybody who reads it.")
    )

    content_panels = [
        TitleFieldPanel("title", help_text=_("Only the members of the body see a meeting: title, date, papers and all.")),
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("number"), FieldPanel("state")]),
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldRowPanel([FieldPanel("place"), FieldPanel("link")]),
                FieldPanel("cancelled_because"),
                FieldPanel("illustrative"),
            ],
            heading=_("When and where"),
        ),
        InlinePanel("agenda", heading=_("Agenda"), label=_("agenda item")),
        DraftMinutesPanel("minutes"),
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
        check_life(self)
        number_the_unnumbered(self.decisions.all())
        number_the_unnumbered(self.actions.all())
        check_decisions_are_there(self)
        check_reported_actions_stay(self)

    def margin(self) -> str:
        return span(timezone.localdate(self.starts_at), timezone.localdate(self.ends_at) if self.ends_at else None)

    def facts(self) -> list[str]:
        marked = _("illustrative") if self.illustrative else ""
        return [str(fact) for fact in (self.get_state_display(), self.place, marked) if fact]

    @property
    def spans_days(self) -> bool:
        return bool(self.ends_at) and timezone.localdate(self.ends_at) != timezone.localdate(self.starts_at)

    def day(self, number: int) -> date:
        """The date of the first, second … day of the meeting."""
        return timezone.localdate(self.starts_at) + timedelta(days=number - 1)

    @property
    def is_to_come(self) -> bool:
        return self.state in TO_COME

    @property
    def version(self) -> str:
        """What a letter about the meeting has told: another state, start, end, place or link asks for another letter."""
        where = f"{self.ends_at and as_utc(self.ends_at)} {self.place} {self.link}"
        return f"{self.state} {as_utc(self.starts_at)} {hashlib.sha256(where.encode()).hexdigest()[:8]}"

    def search_text(self) -> str:
        items = self.agenda.all()
        words = [f"{item.title} {item.presenter} {item.description}" for item in items]
        words += [decision.text for decision in self.decisions.all()] + [action.text for action in self.actions.all()]
        return side_by_side(map(plain_text, [self.place, self.cancelled_because, *words, *self.words_of_minutes()]))

    def words_of_minutes(self) -> list[str]:
        from forum.minutes.finding import words_of_minutes

        return words_of_minutes(self)

    def search_documents(self) -> list:
        papers = Paper.objects.filter(item__meeting=self.pk).select_related("document")
        return [paper.document for paper in papers.order_by("item__sort_order", "sort_order")]

    def search_date(self) -> date | None:
        return timezone.localdate(self.starts_at)

    def json_ld(self, request) -> dict:
        """Nothing for machines: they are no members."""
        return {}

    def get_route_paths(self) -> list[str]:
        """None: an automatic redirect from an old address would tell strangers, and the admin's list, of the meeting."""
        return []

    def get_context(self, request, *args, **kwargs):
        from forum.record import meeting_context

        return super().get_context(request, *args, **kwargs) | meeting_context(self, request)
