"""What was agreed in public, who answers for it, and what has become of it."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language, gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from gateway.accounts.audience import inherited
from gateway.blocks.body import plain_text, side_by_side
from gateway.pages.models import BasePage
from gateway.taxonomy.choices import TermCheckboxes
from gateway.taxonomy.models import Area, Institution

TEXT = ["bold", "italic", "ul", "ol", "link"]
TOLD = {"state", "evidence", "confirmed_on"}


class CommitmentState(models.TextChoices):
    UNREPORTED = "unreported", _("no report yet")
    NOT_STARTED = "not-started", _("not started")
    UNDER_WAY = "under-way", _("under way")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class CommitmentQuerySet(models.QuerySet):
    def update(self, **fields) -> int:
        """Not for what the history tells: that is saved one by one, each with its report."""
        from forum.models.history import HistoryIsKept

        if not fields.keys().isdisjoint(TOLD):
            raise HistoryIsKept("Save the commitment instead: its history is written then.")
        return super().update(**fields)

    def bulk_create(self, *args, **kwargs):
        from forum.models.history import HistoryIsKept

        raise HistoryIsKept("Save each commitment: its history is written then.")


class Commitment(index.Indexed, models.Model):
    class Pillar(models.TextChoices):
        POLICIES = "policies", _("Policies, institutions and partnerships")
        FINANCING = "financing", _("Financing")
        DELIVERY = "delivery", _("Programmes and delivery systems")
        DIGITAL = "digital", _("Digital infrastructure")

    State = CommitmentState

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    pillar = models.CharField(_("pillar"), max_length=10, choices=Pillar.choices)
    title = models.CharField(_("what was agreed"), max_length=300, help_text=_("In short, in your own words."))
    title_ur = models.CharField(_("what was agreed, in Urdu"), max_length=300, blank=True)
    reference = models.CharField(
        _("reference"), max_length=200, help_text=_("Where it stands, for example: Joint Statement, part 2, first point.")
    )
    responsible = models.CharField(_("responsible parties"), max_length=300)
    responsible_ur = models.CharField(_("responsible parties, in Urdu"), max_length=300, blank=True)
    institutions = models.ManyToManyField(Institution, blank=True, related_name="+", verbose_name=_("institutions in charge"))
    provinces = models.ManyToManyField(
        Area,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": Area.Kind.PROVINCE},
        verbose_name=_("provinces and territories"),
        help_text=_("Where it is to happen. Tick none if it is for the whole country."),
    )
    state = models.CharField(_("state"), max_length=12, choices=CommitmentState.choices, default=CommitmentState.UNREPORTED)
    evidence = RichTextField(
        _("evidence"), blank=True, features=TEXT, help_text=_("What shows the state: a law, a report, a page. With its date.")
    )
    confirmed_on = models.DateField(
        _("confirmed on"), null=True, blank=True, help_text=_("The day on which somebody last checked the state.")
    )

    panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("number"), FieldPanel("pillar")]),
                FieldPanel("title"),
                FieldPanel("title_ur"),
                FieldPanel("reference"),
            ],
            heading=_("What was agreed"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("responsible"),
                FieldPanel("responsible_ur"),
                FieldPanel("institutions", widget=TermCheckboxes),
                FieldPanel("provinces", widget=TermCheckboxes),
            ],
            heading=_("By whom and where"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("state"), FieldPanel("confirmed_on")]), FieldPanel("evidence")],
            heading=_("What became of it"),
            help_text=_(
                "Each change here is added to the public history, which nobody can rewrite: neither you nor an administrator."
            ),
        ),
    ]
    objects = CommitmentQuerySet.as_manager()
    search_fields: ClassVar = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.label}"

    def save(self, *args, **kwargs) -> None:
        """With its report, or not at all."""
        from forum.models.history import write_report

        with transaction.atomic():
            super().save(*args, **kwargs)
            write_report(self)

    def clean(self) -> None:
        if self.confirmed_on and self.confirmed_on > timezone.localdate():
            raise ValidationError({"confirmed_on": _("This day is still to come.")})

    @property
    def label(self) -> str:
        return self.title_ur if get_language() == "ur" and self.title_ur else self.title


class CommitmentsPage(BasePage):
    search_kind = "commitments"
    audience_rule = staticmethod(inherited)
    parent_page_types: ClassVar = ["forum.ForumIndexPage"]
    subpage_types: ClassVar = []
    max_count_per_parent = 1

    introduction = RichTextField(
        _("introduction"),
        blank=True,
        features=TEXT,
        help_text=_("Where the commitments come from and how their state is found out."),
    )
    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("commitments")

    def search_text(self) -> str:
        words = [f"{c.title} {c.responsible} {c.evidence}" for c in Commitment.objects.all()]
        if self.locale.language_code == "ur":
            words = [f"{c.title_ur} {c.responsible_ur}" for c in Commitment.objects.all()]
        return side_by_side(map(plain_text, [self.introduction, *words]))

    def serve(self, request: HttpRequest, *args, **kwargs):
        from forum.tracker_files import download

        if "format" in request.GET:
            return download(self, request)
        response = super().serve(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_cache=True)
        return response

    def get_context(self, request, *args, **kwargs):
        from forum.tracker import tracker_context

        return super().get_context(request, *args, **kwargs) | tracker_context(request)
