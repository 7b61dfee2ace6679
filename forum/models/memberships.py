"""Who sits in a body, for whom, and until when. A person may serve several terms, one after another."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from forum.models.bodies import BodyPage
from gateway.taxonomy.models import Area, Institution


class MembershipQuerySet(models.QuerySet):
    def current(self):
        """Those whose term covers today, by the clock of Pakistan."""
        return self.between(timezone.localdate(), timezone.localdate())

    def between(self, first: date | None, last: date | None):
        """Those whose term has a day in common with the span; None leaves an end open, as it does in a term."""
        begun = Q(term_from__isnull=True) | Q(term_from__lte=last) if last else Q()
        not_over = Q(term_to__isnull=True) | Q(term_to__gte=first) if first else Q()
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
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "person", "term_from"], name="one_seat_a_term")]
        indexes: ClassVar = [models.Index(fields=["person", "term_to"], name="seat_by_person")]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"

    def clean(self) -> None:
        if self.term_from and self.term_to and self.term_to < self.term_from:
            raise ValidationError({"term_to": _("The term ends before it begins.")})
        others = Membership.objects.filter(body=self.body_id, person=self.person_id).exclude(pk=self.pk)
        if self.person_id and others.between(self.term_from, self.term_to).exists():
            raise ValidationError({"term_from": _("This person has a seat in this body at that time already.")})

    @property
    def votes(self) -> bool:
        """The secretariat serves and observers listen: neither counts towards the quorum."""
        return self.role in {self.Role.CHAIR, self.Role.MEMBER}

    @property
    def is_current(self) -> bool:
        today = timezone.localdate()
        return (self.term_from or today) <= today <= (self.term_to or today)
