"""The profile of a programme: what is paid, to whom, by whom, on what ground, and who says so."""

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _, pgettext
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import SynchronizedField

from gateway.accounts.audience import inherited
from gateway.blocks.body import BodyBlock, plain_text, side_by_side
from gateway.pages.models import ClassifiedPage
from gateway.taxonomy.choices import TermCheckboxes
from gateway.taxonomy.models import Area, Institution, Instrument
from programmes.blocks import SourceBlock, SourcedNumberBlock
from programmes.choices import Frequency, Function, Level, Precision, Registry, Status, Targeting
from programmes.evidence import Evidence, defined, doubted, evidence, profile_headlines

DATE_FORMATS = {Precision.YEAR: "Y", Precision.MONTH: "YEAR_MONTH_FORMAT", Precision.DAY: "DATE_FORMAT"}


class ProgrammePage(ClassifiedPage):
    """A profile: what is paid, to whom, by whom, on what ground. `code` is what registry exports call it."""

    search_kind = "programme"
    audience_rule = staticmethod(inherited)
    parent_page_types: ClassVar = ["programmes.ProgrammesIndexPage"]
    subpage_types: ClassVar = []

    code = models.SlugField(
        _("code"),
        max_length=60,
        help_text=_("What registry exports call this programme. The same in every language; never reused."),
    )
    level = models.CharField(_("level"), max_length=12, choices=Level.choices)
    province = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": Area.Kind.PROVINCE},
        verbose_name=_("province or territory"),
        help_text=_("For a provincial programme. Leave empty for a federal one."),
    )
    institutions = ParentalManyToManyField(Institution, blank=True, related_name="+", verbose_name=_("run by"))
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("instrument")
    )
    function = models.CharField(_("function"), max_length=12, choices=Function.choices, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.RUNNING)
    started = models.DateField(_("start"), null=True, blank=True)
    started_precision = models.CharField(
        _("start is known to the"), max_length=5, choices=Precision.choices, default=Precision.YEAR
    )
    ended = models.DateField(_("end"), null=True, blank=True)
    ended_precision = models.CharField(
        _("end is known to the"), max_length=5, choices=Precision.choices, default=Precision.YEAR
    )

    target_group = models.CharField(_("for whom"), max_length=300, blank=True)
    targeting = models.CharField(_("how people are chosen"), max_length=16, choices=Targeting.choices, blank=True)
    registry_used = models.CharField(_("registry used"), max_length=14, choices=Registry.choices, blank=True)
    benefit = models.CharField(_("benefit"), max_length=300, blank=True, help_text=_("What one recipient gets."))
    benefit_unit = models.CharField(
        _("benefit's unit"), max_length=80, blank=True, help_text=_("For example: rupees a family a quarter")
    )
    frequency = models.CharField(_("payment frequency"), max_length=12, choices=Frequency.choices, blank=True)
    channel = models.CharField(_("payment channel"), max_length=200, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)

    figures = StreamField([("figure", SourcedNumberBlock())], blank=True, verbose_name=_("numbers"))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))
    doubts = RichTextField(
        _("doubts"),
        blank=True,
        features=["bold", "italic", "link", "ul"],
        help_text=_("Where sources contradict each other or something could not be verified. Readers see it."),
    )
    sources = StreamField([("source", SourceBlock())], blank=True, verbose_name=_("sources"))

    override_translatable_fields: ClassVar = [SynchronizedField("code", overridable=False)]

    content_panels = [
        *ClassifiedPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("code"), FieldPanel("status")]),
                FieldRowPanel([FieldPanel("level"), FieldPanel("province")]),
                FieldPanel("institutions", widget=TermCheckboxes),
                FieldRowPanel([FieldPanel("instrument"), FieldPanel("function")]),
                FieldPanel("legal_basis"),
                FieldRowPanel([FieldPanel("started"), FieldPanel("started_precision")]),
                FieldRowPanel([FieldPanel("ended"), FieldPanel("ended_precision")]),
            ],
            heading=_("Identity"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("target_group"),
                FieldRowPanel([FieldPanel("targeting"), FieldPanel("registry_used")]),
                FieldRowPanel([FieldPanel("benefit"), FieldPanel("benefit_unit")]),
                FieldRowPanel([FieldPanel("frequency"), FieldPanel("channel")]),
            ],
            heading=_("Whom it reaches and what it pays"),
        ),
        FieldPanel(
            "figures",
            help_text=_("Numbers from reports. Figures of registry releases appear by themselves, by the programme's code."),
        ),
        FieldPanel("body"),
        FieldPanel("doubts"),
        FieldPanel("sources"),
        *ClassifiedPage.classification_panels,
    ]

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        indexes: ClassVar = [models.Index(fields=["code"], name="programme_by_code")]

    @classmethod
    def served_pages(cls):
        return cls.objects.select_related("province", "instrument").prefetch_related(
            "institutions", "stages", "areas", "themes"
        )

    def clean(self):
        super().clean()
        if self.level == Level.PROVINCIAL and self.province is None:
            raise ValidationError({"province": _("A provincial programme needs its province.")})
        others = ProgrammePage.objects.filter(code=self.code).exclude(translation_key=self.translation_key)
        if others.exists():
            raise ValidationError({"code": _("Another programme has this code already.")})

    def get_context(self, request, *args, **kwargs):
        found = evidence(self.code, self.province.iso_code if self.province else "PK")
        headlines = defined(profile_headlines(found.headlines, self.numbers))
        doubts = doubted(headlines, self.doubts)
        return super().get_context(request, *args, **kwargs) | {
            "evidence": found,
            "headlines": [(figure, doubts.get(figure.value, "")) for figure in headlines],
            "marks": found.marks | {figure.status for figure in headlines if figure.status},
            "at_a_glance": self.at_a_glance(),
            "more_facts": self.more_facts(),
            "contents": self.contents(found, headlines),
            "topics": [(theme.label, f"{reverse('search')}?theme={theme.code}") for theme in self.themes.all()],
        }

    def contents(self, found: Evidence, headlines: list) -> list[tuple[str, str]]:
        """The sections that the page has, by anchor."""
        sections = [
            ("figures", _("Figures"), headlines),
            ("over-time", _("Over time"), found.series),
            ("by-place", _("By place"), found.places),
            ("by-people", _("By sex and age"), found.people),
            ("doubts", _("Doubts"), self.doubts),
            ("about", _("How it works"), self.body),
            ("numbers", _("Numbers from reports"), self.numbers),
            ("sources", _("Sources"), self.sources),
        ]
        return [(anchor, label) for anchor, label, there in sections if there]

    @property
    def numbers(self) -> list:
        return [block.value for block in self.figures]

    def at_a_glance(self) -> list[tuple]:
        """Who gets what, how often, since when, from whom, and how they are chosen; the template leaves out what is empty."""
        ended = _("ended %(date)s") % {"date": self.ended_text} if self.ended else ""
        return [
            (_("For whom"), self.target_group),
            (_("Benefit"), self.benefit or self.benefit_unit),
            (_("Paid"), [self.get_frequency_display(), self.channel]),
            (_("Start"), [self.started_text, ended or self.get_status_display()]),
            (_("Run by"), [str(institution.label) for institution in self.institutions.all()]),
            (_("How people are chosen"), [self.get_targeting_display(), self.get_registry_used_display()]),
        ]

    def more_facts(self) -> list[tuple]:
        """What places the programme among others; most of it leads to the list of those like it."""
        filters = (self.url or "").removesuffix(f"{self.slug}/")
        place, instrument = self.province, self.instrument
        return [
            (_("Level"), (self.get_level_display(), f"{filters}?level={self.level}")),
            (_("Province or territory"), (place.label, f"{filters}?province={place.code}") if place else ""),
            (_("Instrument"), (instrument.label, f"{filters}?instrument={instrument.code}") if instrument else ""),
            (_("Function"), self.get_function_display()),
            (_("Lifecycle stage"), [(stage.label, f"{filters}?stage={stage.code}") for stage in self.stages.all()]),
            (_("Unit of the benefit"), self.benefit_unit if self.benefit else ""),
            (_("Where"), [area.label for area in self.areas.all()]),
            (_("Legal basis"), self.legal_basis),
        ]

    @property
    def started_text(self) -> str:
        return known_date(self.started, self.started_precision)

    @property
    def ended_text(self) -> str:
        return known_date(self.ended, self.ended_precision)

    def margin(self) -> str:
        return self.started_text

    def facts(self) -> list[str]:
        place = self.province.label if self.province else self.get_level_display()
        runners = pgettext("between names", ", ").join(
            institution.acronym or institution.label for institution in self.institutions.all()
        )
        instrument = self.instrument.label if self.instrument else ""
        status = "" if self.status == Status.RUNNING else self.get_status_display()
        return [fact for fact in (place, runners, instrument, status) if fact]

    def search_text(self) -> str:
        blocks = [self.figures, self.body, self.sources]
        words = [piece for value in blocks for piece in value.stream_block.get_searchable_content(value)]
        fields = [self.target_group, self.benefit, self.channel, self.legal_basis, plain_text(self.doubts)]
        names = [institution.name for institution in self.institutions.all()]
        return side_by_side([*fields, *names, *words])

    def search_terms(self) -> list[str]:
        return super().search_terms() + (self.instrument.names if self.instrument else [])

    def search_documents(self) -> list:
        return self.body.stream_block.documents(self.body)

    def search_facets(self) -> dict[str, list[str]]:
        facets = super().search_facets()
        if self.province and self.province.code not in facets["area"]:
            facets["area"].append(self.province.code)
        return facets | {
            "programme": [self.slug],
            "institution": [institution.code for institution in self.institutions.all()],
            "instrument": [self.instrument.code] if self.instrument else [],
            "level": [self.level],
        }

    def search_date(self) -> date | None:
        return self.started

    def json_ld(self, request) -> dict:
        return super().json_ld(request) | {
            "@type": "GovernmentService",
            "identifier": self.code,
            "serviceType": self.instrument.name if self.instrument else None,
            "provider": [
                {"@type": "GovernmentOrganization", "name": institution.name, "alternateName": institution.acronym}
                for institution in self.institutions.all()
            ],
            "areaServed": {"@type": "AdministrativeArea", "name": self.province.name if self.province else "Pakistan"},
            "audience": {"@type": "Audience", "audienceType": self.target_group},
        }


def known_date(value: date | None, precision: str) -> str:
    """A date as far as it is known: the year, the month or the day."""
    return date_format(value, DATE_FORMATS[Precision(precision)]) if value else ""
