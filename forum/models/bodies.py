"""Bodies, the rules by which they meet, and the secretariat that keeps a body's pages."""

from typing import ClassVar

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Collection

from forum.models.rules import MeetingRules, rules_panel
from forum.tokens import body_token
from gateway.accounts.audience import inherited
from gateway.blocks.body import plain_text
from gateway.pages.models import BasePage
from gateway.taxonomy.models import Area, Institution

TEXT = ["bold", "italic", "ol", "ul", "link"]


class ForumIndexPage(BasePage):
    search_kind = "page"
    audience_rule = staticmethod(inherited)
    parent_page_types: ClassVar = ["gateway_pages.HomePage"]
    subpage_types: ClassVar = ["forum.BodyPage", "forum.CommitmentsPage"]
    max_count_per_parent = 1
    show_in_menus_default = True

    introduction = RichTextField(_("introduction"), blank=True, features=TEXT, help_text=_("What the forums are for."))
    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("forum")

    def search_text(self) -> str:
        return plain_text(self.introduction)

    def get_context(self, request, *args, **kwargs):
        from forum.listings import forum_context

        return super().get_context(request, *args, **kwargs) | forum_context(request)


class BodyPage(MeetingRules, BasePage):
    class Kind(models.TextChoices):
        NATIONAL = "national", _("national forum")
        INTER_PROVINCIAL = "inter-provincial", _("inter-provincial forum")
        PROVINCIAL = "provincial", _("provincial steering committee")

    search_kind = "body"
    counts_views = False  # a body is small: a number would tell who has read
    audience_rule = staticmethod(inherited)
    parent_page_types: ClassVar = ["forum.ForumIndexPage"]
    subpage_types: ClassVar = ["forum.MeetingPage", "forum.CommuniquePage"]

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.PROVINCIAL)
    mandate = RichTextField(
        _("mandate"),
        blank=True,
        features=TEXT,
        help_text=_("What the body is asked to do, and by whom. Everybody can read this."),
    )
    secretariat = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("secretariat"),
        help_text=_("The institution that calls the meetings and keeps the minutes."),
    )
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind__in": ["country", "province"]},
        verbose_name=_("area"),
        help_text=_("Leave empty for the whole country."),
    )
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("area"), FieldPanel("secretariat")], heading=_("The body")),
        FieldPanel("mandate"),
        rules_panel(),
    ]

    class Meta:
        verbose_name = _("forum or committee")
        verbose_name_plural = _("forums and committees")

    @property
    def token(self) -> str:
        """What its members hold; its translations share it."""
        return body_token(self.translation_key)

    def facts(self) -> list[str]:
        found = [self.get_kind_display(), self.area and self.area.label, self.secretariat and self.secretariat.label]
        return [str(fact) for fact in found if fact]

    def search_text(self) -> str:
        return plain_text(self.mandate)

    def search_facets(self) -> dict[str, list[str]]:
        return {
            "area": [self.area.code] if self.area else [],
            "institution": [self.secretariat.code] if self.secretariat else [],
        }

    def json_ld(self, request) -> dict:
        return super().json_ld(request) | {"@type": "GovernmentOrganization", "knowsAbout": "social protection"}

    def get_context(self, request, *args, **kwargs):
        from forum.listings import body_context

        return super().get_context(request, *args, **kwargs) | body_context(self, request)


class Secretariat(models.Model):
    """The group and the collection that run one body's pages; shared by the body's translations."""

    body_key = models.UUIDField(unique=True)
    group = models.OneToOneField(Group, models.CASCADE, related_name="secretariat")
    collection = models.OneToOneField(Collection, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.group.name
