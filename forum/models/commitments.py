"""What was agreed in public, who answers for it, and what has become of it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language, gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from gateway.accounts.audience import inherited
from gateway.blocks.body import plain_text
from gateway.pages.models import BasePage
from gateway.taxonomy.choices import TermCheckboxes
from gateway.taxonomy.models import Institution

TEXT = ["bold", "italic", "ul", "ol", "link"]


class Commitment(index.Indexed, models.Model):
    class Pillar(models.TextChoices):
        POLICIES = "policies", _("Policies, institutions and partnerships")
        FINANCING = "financing", _("Financing")
        DELIVERY = "delivery", _("Programmes and delivery systems")
        DIGITAL = "digital", _("Digital infrastructure")

    class State(models.TextChoices):
        UNREPORTED = "unreported", _("no report yet")
        NOT_STARTED = "not-started", _("not started")
        UNDER_WAY = "under-way", _("under way")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

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
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.UNREPORTED)
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
            [FieldPanel("responsible"), FieldPanel("responsible_ur"), FieldPanel("institutions", widget=TermCheckboxes)],
            heading=_("By whom"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("state"), FieldPanel("confirmed_on")]), FieldPanel("evidence")],
            heading=_("What became of it"),
        ),
    ]
    search_fields: ClassVar = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.label}"

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
        verbose_name = _("commitments page")

    def search_text(self) -> str:
        words = [f"{c.title} {c.responsible} {c.evidence}" for c in Commitment.objects.all()]
        if self.locale.language_code == "ur":
            words = [f"{c.title_ur} {c.responsible_ur}" for c in Commitment.objects.all()]
        return plain_text("\n".join([self.introduction, *words]))

    def get_context(self, request, *args, **kwargs):
        from forum.progress import overview

        return super().get_context(request, *args, **kwargs) | overview()
