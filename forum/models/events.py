"""Public events: conferences, workshops, webinars, and what came out of them."""

from dataclasses import replace
from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from forum.blocks import ProgrammeBlock
from forum.dates import span
from forum.event_form import EventForm
from forum.models.changes import CountsChanges
from forum.models.event_life import EventLife, Mode, Phase, Status
from forum.models.event_watching import EventWatching
from gateway.accounts.audience import inherited
from gateway.blocks.body import plain_text, side_by_side
from gateway.pages.models import BasePage, Card, ClassifiedPage
from gateway.taxonomy.choices import TermCheckboxes
from gateway.taxonomy.models import Institution

TEXT = ["bold", "italic", "ol", "ul", "link", "document-link"]


class NeverKept:
    """What the page says follows the clock and its editors: whoever keeps a copy asks again before showing it."""

    def serve(self, request, *args, **kwargs):
        response = super().serve(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_cache=True)
        return response


class EventsIndexPage(NeverKept, BasePage):
    search_kind = "page"
    audience_rule = staticmethod(inherited)
    parent_page_types: ClassVar = ["gateway_pages.HomePage"]
    subpage_types: ClassVar = ["forum.EventPage"]
    max_count_per_parent = 1
    show_in_menus_default = True

    class Meta:
        verbose_name = _("events")

    def get_context(self, request, *args, **kwargs):
        from forum.events.listing import events_context

        return super().get_context(request, *args, **kwargs) | events_context(request)


class EventPage(NeverKept, EventLife, EventWatching, CountsChanges, ClassifiedPage):
    class Kind(models.TextChoices):
        CONFERENCE = "conference", _("conference")
        WORKSHOP = "workshop", _("workshop")
        WEBINAR = "webinar", _("webinar")

    Status, Mode, Phase = Status, Mode, Phase
    search_kind = "event"
    audience_rule = staticmethod(inherited)
    parent_page_types: ClassVar = ["forum.EventsIndexPage"]
    subpage_types: ClassVar = []
    base_form_class = EventForm
    exclude_fields_in_copy: ClassVar = ["earlier_dates", "sequence"]
    in_calendars = ("title", "summary", "status", "change_reason", "starts_on", "starts_time", "ends_on", "ends_time", "place")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.WORKSHOP)
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("City and venue. Leave empty if it is online only.")
    )
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

    content_panels = [
        *BasePage.content_panels,
        EventLife.life_panel,
        EventLife.doors_panel,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("place")]),
                FieldPanel("organisers", widget=TermCheckboxes),
                FieldPanel("organisers_note"),
            ],
            heading=_("Where and by whom"),
        ),
        FieldPanel("introduction"),
        FieldPanel("programme"),
        InlinePanel("speakers", heading=_("Speakers"), label=_("speaker")),
        MultiFieldPanel([FieldPanel("outcome"), FieldPanel("outcome_page")], heading=_("What came of it")),
        EventWatching.watching_panel,
        InlinePanel("proceedings", heading=_("Proceedings"), label=_("document or page")),
        *ClassifiedPage.classification_panels,
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes: ClassVar = [models.Index(fields=["starts_on"], name="event_by_start")]

    @property
    def is_source(self) -> bool:
        from forum.events.twins import source_values

        return source_values(self) is None

    def keep_earlier_date(self) -> None:
        """A translation stands as its English source stands, whatever its own draft says."""
        from forum.events.twins import take_from_source

        if not take_from_source(self):
            super().keep_earlier_date()

    def card(self) -> Card:
        """What the clock says goes into lists and not into `facts`, which search keeps."""
        card, phase = super().card(), self.phase()
        by_the_clock = [self.phase_words] if phase in (Phase.OPEN, Phase.SOON, Phase.LIVE) else []
        return replace(card, kind=self.get_kind_display(), facts=[*by_the_clock, *card.facts[1:]])

    @property
    def phase_words(self) -> str:
        return str(_("live now")) if self.shows_stream and self.phase() == Phase.LIVE else str(self.phase().label)

    def margin(self) -> str:
        if self.status == Status.POSTPONED:
            return str(_("postponed"))
        return span(self.starts_on, self.ends_on)

    def facts(self) -> list[str]:
        state = self.get_status_display() if self.status != Status.PLANNED else _("new date") if self.is_moved else ""
        mode = self.get_mode_display() if self.mode != Mode.IN_PERSON else ""
        made_up = _("illustrative") if self.illustrative else ""
        return [str(fact) for fact in (self.get_kind_display(), state, mode, self.place, made_up) if fact]

    def search_text(self) -> str:
        from forum.events.showing import titles_for_everybody

        people = [f"{speaker.name} {speaker.role}" for speaker in self.speakers.all()]
        days = self.programme.stream_block.get_searchable_content(self.programme)
        words = [self.place, self.change_reason, self.introduction, *days, *people, self.outcome]
        return side_by_side([*map(plain_text, [*words, *titles_for_everybody(self)]), self.transcript])

    def search_documents(self) -> list:
        from forum.events.programme import all_slides

        return [
            *all_slides(self),
            *filter(None, [self.slides]),
            *(row.document for row in self.proceedings.all() if row.document_id),
        ]

    def search_facets(self) -> dict[str, list[str]]:
        return super().search_facets() | {"institution": [organiser.code for organiser in self.organisers.all()]}

    def search_date(self) -> date | None:
        return self.starts_on

    def get_context(self, request, *args, **kwargs):
        from forum.events.showing import event_context

        return super().get_context(request, *args, **kwargs) | event_context(self, request)

    def json_ld(self, request) -> dict:
        from forum.events.structured import event_data

        return super().json_ld(request) | event_data(self, request)
