"""Bodies, who sits in them and until when, and the secretariat that keeps a body's pages."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Collection
from wagtail.search import index

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
        verbose_name = _("forum front page")

    def search_text(self) -> str:
        return plain_text(self.introduction)

    def get_context(self, request, *args, **kwargs):
        from forum.listings import forum_context

        return super().get_context(request, *args, **kwargs) | forum_context(request)


class BodyPage(BasePage):
    class Kind(models.TextChoices):
        NATIONAL = "national", _("national forum")
        INTER_PROVINCIAL = "inter-provincial", _("inter-provincial forum")
        PROVINCIAL = "provincial", _("provincial steering committee")

    search_kind = "body"
    counts_views = False  # a body is small: a number would tell who has read
    audience_rule = staticmethod(inherited)
    parent_page_types: ClassVar = ["forum.ForumIndexPage"]
    subpage_types: ClassVar = ["forum.MeetingPage"]

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


class MembershipQuerySet(models.QuerySet):
    def current(self):
        """Those whose term covers today, by the clock of Pakistan."""
        today = timezone.localdate()
        begun = Q(term_from__isnull=True) | Q(term_from__lte=today)
        not_over = Q(term_to__isnull=True) | Q(term_to__gte=today)
        return self.filter(begun, not_over)


class Membership(index.Indexed, models.Model):
    """A person's seat in a body. The day after `term_to` it opens nothing any more."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        MEMBER = "member", _("member")
        SECRETARIAT = "secretariat", _("secretariat")
        OBSERVER = "observer", _("observer")

    body = models.ForeignKey(BodyPage, models.CASCADE, related_name="memberships", verbose_name=_("body"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.MEMBER)
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("institution")
    )
    province = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": "province"},
        verbose_name=_("province or territory"),
        help_text=_("Whom the person speaks for. Leave empty for the federation."),
    )
    term_from = models.DateField(_("term from"), null=True, blank=True)
    term_to = models.DateField(
        _("term to"), null=True, blank=True, help_text=_("The last day. Leave empty while the end is open.")
    )

    objects = MembershipQuerySet.as_manager()
    search_fields: ClassVar = []

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering: ClassVar = ["body", "role", "person"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "person"], name="one_seat_a_person")]
        indexes: ClassVar = [models.Index(fields=["person", "term_to"], name="seat_by_person")]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"

    def clean(self) -> None:
        if self.term_from and self.term_to and self.term_to < self.term_from:
            raise ValidationError({"term_to": _("The term ends before it begins.")})

    @property
    def is_current(self) -> bool:
        today = timezone.localdate()
        return (self.term_from or today) <= today <= (self.term_to or today)


class Secretariat(models.Model):
    """The group and the collection that run one body's pages; shared by the body's translations."""

    body_key = models.UUIDField(unique=True)
    group = models.OneToOneField(Group, models.CASCADE, related_name="secretariat")
    collection = models.OneToOneField(Collection, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.group.name
