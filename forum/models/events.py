"""Public events: conferences, workshops, webinars, and what came out of them."""

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable

from forum.blocks import ProgrammeBlock
from forum.dates import span
from gateway.accounts.audience import inherited
from gateway.blocks.body import plain_text
from gateway.pages.models import BasePage, ClassifiedPage
from gateway.taxonomy.choices import TermCheckboxes
from gateway.taxonomy.models import Institution

TEXT = ["bold", "italic", "ol", "ul", "link", "document-link"]


class EventsIndexPage(BasePage):
    search_kind = "page"
    audience_rule = staticmethod(inherited)
    parent_page_types: ClassVar = ["gateway_pages.HomePage"]
    subpage_types: ClassVar = ["forum.EventPage"]
    max_count_per_parent = 1
    show_in_menus_default = True

    class Meta:
        verbose_name = _("events front page")

    def get_context(self, request, *args, **kwargs):
        from forum.listings import events_context

        return super().get_context(request, *args, **kwargs) | events_context(request)


class EventPage(ClassifiedPage):
    class Kind(models.TextChoices):
        CONFERENCE = "conference", _("conference")
        WORKSHOP = "workshop", _("workshop")
        WEBINAR = "webinar", _("webinar")

    search_kind = "event"
    audience_rule = staticmethod(inherited)
    parent_page_types: ClassVar = ["forum.EventsIndexPage"]
    subpage_types: ClassVar = []

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.WORKSHOP)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True, help_text=_("Leave empty for an event of one day."))
    place = models.CharField(_("place"), max_length=200, blank=True, help_text=_("City and venue, or: online."))
    organisers = ParentalManyToManyField(Institution, blank=True, related_name="+", verbose_name=_("organisers"))
    organisers_note = models.CharField(
        _("note on the organisers"), max_length=300, blank=True, help_text=_("For example on whose behalf, or who hosts.")
    )
    introduction = RichTextField(_("about the event"), blank=True, features=TEXT)
    programme = StreamField(ProgrammeBlock(), blank=True, verbose_name=_("programme"))
    outcome = RichTextField(_("outcome"), blank=True, features=TEXT, help_text=_("What the event led to, once it is over."))
    outcome_page = models.ForeignKey(
        "wagtailcore.Page",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page of the outcome"),
        help_text=_("For example the publication of the statement that was adopted."),
    )
    recording = models.URLField(_("link to the recording"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("place")]),
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                FieldPanel("organisers", widget=TermCheckboxes),
                FieldPanel("organisers_note"),
            ],
            heading=_("When, where and by whom"),
        ),
        FieldPanel("introduction"),
        FieldPanel("programme"),
        InlinePanel("speakers", heading=_("Speakers"), label=_("speaker")),
        MultiFieldPanel(
            [FieldPanel("outcome"), FieldPanel("outcome_page"), FieldPanel("recording")], heading=_("What came of it")
        ),
        *ClassifiedPage.classification_panels,
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes: ClassVar = [models.Index(fields=["starts_on"], name="event_by_start")]

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day lies before the first.")})

    @property
    def last_day(self) -> date:
        return self.ends_on or self.starts_on

    @property
    def is_over(self) -> bool:
        return self.last_day < timezone.localdate()

    def margin(self) -> str:
        return span(self.starts_on, self.ends_on)

    def facts(self) -> list[str]:
        return [str(fact) for fact in (self.get_kind_display(), self.place) if fact]

    def search_text(self) -> str:
        people = [f"{speaker.name} {speaker.role}" for speaker in self.speakers.all()]
        days = self.programme.stream_block.get_searchable_content(self.programme)
        return plain_text("\n".join([self.place, self.introduction, *days, *people, self.outcome]))

    def search_facets(self) -> dict[str, list[str]]:
        return super().search_facets() | {"institution": [organiser.code for organiser in self.organisers.all()]}

    def search_date(self) -> date | None:
        return self.starts_on

    def get_context(self, request, *args, **kwargs):
        from forum.listings import outcome_page

        return super().get_context(request, *args, **kwargs) | {"outcome_page": outcome_page(self, request.user)}

    def json_ld(self, request) -> dict:
        return super().json_ld(request) | {
            "@type": "Event",
            "startDate": self.starts_on.isoformat(),
            "endDate": self.last_day.isoformat(),
            "eventStatus": "https://schema.org/EventScheduled",
            "location": {"@type": "Place", "name": self.place, "address": self.place},
            "organizer": [{"@type": "Organization", "name": organiser.name} for organiser in self.organisers.all()],
            "performer": [{"@type": "Person", "name": speaker.name} for speaker in self.speakers.all()],
        }


class EventSpeaker(Orderable):
    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="speakers")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("office or institution"), max_length=200, blank=True)

    panels: ClassVar = [FieldPanel("name"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = _("speaker")

    def __str__(self) -> str:
        return self.name
