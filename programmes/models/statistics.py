"""Registries, indicators, releases and observations: what a published figure rests on.

A release is written once. Afterwards only its state moves, and nothing is ever deleted.
"""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, gettext_lazy as _

from gateway.taxonomy.models import Area, Institution
from programmes.models.ticked import TickedCodes
from programmes.registry.codes import AGE_BANDS, UNKNOWN


def in_readers_language(english: str, urdu: str) -> tuple[str, str]:
    """The words for this reader and the language that they are in: English where there are no others."""
    return (urdu, "ur") if get_language() == "ur" and urdu else (english, "en")


class Named(models.Model):
    code = models.SlugField(_("code"), max_length=60, unique=True, help_text=_("Exports use it; do not change it later."))
    name = models.CharField(_("name in English"), max_length=160)
    name_ur = models.CharField(_("name in Urdu"), max_length=160, blank=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the reader's language, the English one where no Urdu name is known."""
        return self.name_ur if get_language() == "ur" and self.name_ur else self.name


class ProgrammeCode(Named):
    """A code that an export may use for a programme, whether or not a page describes it yet.

    A sex or an age that a programme is declared not to serve is a gap in its figures; any other is a figure, `<10` where
    nobody is, for a gap would say "none".
    """

    sexes = TickedCodes(
        _("sexes that it serves"),
        choices=[("F", _("Women and girls")), ("M", _("Men and boys")), ("X", _("Transgender persons"))],
        help_text=_(
            "By its own rules. None ticked: all. Where a sex is served but nobody is paid, readers see <10, never none."
        ),
    )
    age_bands = TickedCodes(
        _("ages that it serves"),
        choices=[(code, code) for code in AGE_BANDS if code != UNKNOWN],
        help_text=_("By its own rules. None ticked: all."),
    )

    class Meta(Named.Meta):
        verbose_name = _("programme code")
        verbose_name_plural = _("programme codes")


class Registry(Named):
    """A source of exports."""

    institution = models.ForeignKey(
        Institution, models.SET_NULL, null=True, blank=True, related_name="registries", verbose_name=_("institution")
    )
    calendar = models.CharField(
        _("calendar"), max_length=200, blank=True, help_text=_("When its exports are expected, in words.")
    )
    calendar_ur = models.CharField(_("calendar in Urdu"), max_length=200, blank=True)
    contact = models.EmailField(
        _("contact address"), blank=True, help_text=_("Told when an export holds personal data and is therefore purged.")
    )
    illustrative = models.BooleanField(
        _("illustrative"), default=False, help_text=_("Its figures are made up for demonstration and marked so everywhere.")
    )

    class Meta(Named.Meta):
        verbose_name = _("registry")
        verbose_name_plural = _("registries")

    @property
    def expected(self) -> tuple[str, str]:
        """Its calendar in words, and the language of the words."""
        return in_readers_language(self.calendar, self.calendar_ur)


class Indicator(Named):
    class Counting(models.TextChoices):
        STOCK = "stock", _("stock: the number at a date")
        FLOW = "flow", _("flow: what happened in a period")

    class Reach(models.TextChoices):
        ENROLLED = "enrolled", _("those enrolled")
        PAID = "paid", _("those paid")
        NEITHER = "neither", _("neither")

    class Unit(models.TextChoices):
        FAMILIES = "families", _("families")
        PERSONS = "persons", _("persons")
        CHILDREN = "children", _("children")
        PAYMENTS = "payments", _("payments")
        HOUSEHOLDS = "households", _("households")
        CENTRES = "centres", _("centres")
        ACCOUNTS = "accounts", _("accounts")
        SIMS = "SIMs", _("SIM cards")
        RUPEES = "PKR", _("rupees")
        RATE = "PKR a quarter", _("rupees a quarter")

    unit = models.CharField(_("unit"), max_length=20, choices=Unit.choices)
    definition = models.TextField(_("definition"), help_text=_("Who or what is counted, and what is not."))
    definition_ur = models.TextField(_("definition in Urdu"), blank=True)
    counting = models.CharField(_("counting rule"), max_length=5, choices=Counting.choices)
    reach = models.CharField(_("counts"), max_length=8, choices=Reach.choices, default=Reach.NEITHER)
    method = models.TextField(_("method"), blank=True, help_text=_("How the figure comes about."))
    method_ur = models.TextField(_("method in Urdu"), blank=True)
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("The indicator that this one breaks down."),
    )

    class Meta(Named.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    @property
    def meaning(self) -> str:
        """The definition in the reader's language, the English one where there is no other."""
        return self.definition_ur if self.meaning_language == "ur" else self.definition

    @property
    def meaning_language(self) -> str:
        return "ur" if get_language() == "ur" and self.definition_ur else "en"

    @property
    def way(self) -> tuple[str, str]:
        """The method in words, and the language of the words."""
        return in_readers_language(self.method, self.method_ur)


class ReleaseQuerySet(models.QuerySet):
    def delete(self):
        raise models.ProtectedError("A release is never deleted.", set(self))


class Release(models.Model):
    class State(models.TextChoices):
        RECEIVED = "received", _("received")
        REJECTED = "rejected", _("rejected")
        HELD = "held", _("held for a data steward")
        REFUSED = "refused", _("refused by a data steward")
        PUBLISHED = "published", _("published")
        SUPERSEDED = "superseded", _("superseded")
        WITHDRAWN = "withdrawn", _("withdrawn")

    MOVING: ClassVar = frozenset(
        {
            *("state", "published_at", "signed_off_by", "decided_by", "decided_at", "movements", "moved", "told_at"),
            *("reason", "reason_ur", "description_ur"),
        }
    )
    SHOWN: ClassVar = frozenset({State.PUBLISHED, State.SUPERSEDED, State.WITHDRAWN})

    registry = models.ForeignKey(Registry, models.PROTECT, related_name="releases", verbose_name=_("registry"))
    dataset = models.SlugField(_("data set"), max_length=100)
    export_id = models.CharField(_("export"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10)
    as_of = models.DateField(_("as of"))
    sequence = models.PositiveBigIntegerField(_("sequence"))
    supersedes = models.CharField(_("corrects the export"), max_length=100, blank=True)
    sha256 = models.CharField(_("checksum (SHA-256)"), max_length=64)
    contract = models.CharField(_("version of the contract"), max_length=10)
    covers = models.JSONField(_("covers"), default=list)
    rows = models.PositiveBigIntegerField(_("rows"), help_text=_("Rounded to the nearest 10."))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RECEIVED)
    report = models.JSONField(_("report"), default=dict)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    citation = models.TextField(_("citation"), blank=True)
    description = models.TextField(_("notes"), blank=True)
    description_ur = models.TextField(_("notes in Urdu"), blank=True)
    illustrative = models.BooleanField(_("illustrative"), default=False)
    method = models.CharField(_("version of the method"), max_length=10, default="1.0")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("handed in by")
    )
    signed_off_by = models.CharField(_("signed off by"), max_length=160, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.TextField(
        _("reason"), blank=True, help_text=_("Why it was revised, published as an exception, refused or withdrawn.")
    )
    reason_ur = models.TextField(_("reason in Urdu"), blank=True)
    movements = models.JSONField(
        _("movements"), default=list, help_text=_("What moved against the release before it, the largest first.")
    )
    moved = models.PositiveIntegerField(_("figures moved"), default=0)
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    told_at = models.DateTimeField(_("told to search"), null=True, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering: ClassVar = ["-received_at", "-pk"]
        permissions: ClassVar = [
            ("hand_in_export", _("Can hand in registry exports")),
            ("decide_release", _("Can publish, refuse and withdraw releases")),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["registry", "export_id"],
                condition=~models.Q(state__in=["rejected", "refused"]),
                name="one_release_an_export",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["registry", "dataset", "state"], name="release_by_dataset")]

    def __str__(self) -> str:
        return f"{self.dataset} ({self.export_id})"

    def save(self, *args, **kwargs):
        if self.pk and not self._state.adding and not set(kwargs.get("update_fields") or ["everything"]) <= self.MOVING:
            raise ValueError("A release is written once; only its state moves.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise models.ProtectedError("A release is never deleted.", {self})

    @property
    def notes(self) -> tuple[str, str]:
        """What the registry says about the figures, and the language of the words."""
        return in_readers_language(self.description, self.description_ur)

    @property
    def why(self) -> tuple[str, str]:
        """The reason, and the language of the words."""
        return in_readers_language(self.reason, self.reason_ur)

    def is_embargoed(self, now: datetime) -> bool:
        return self.embargo_until is not None and self.embargo_until > now


class CurrentRelease(models.Model):
    """The pointer: which release of a data set readers see.

    While it is under embargo they go on seeing the newest before it that is not.
    """

    registry = models.ForeignKey(Registry, models.PROTECT, related_name="+")
    dataset = models.SlugField(_("data set"), max_length=100)
    release = models.OneToOneField(Release, models.PROTECT, related_name="current")
    moved_at = models.DateTimeField(_("moved"), auto_now=True)

    class Meta:
        verbose_name = _("current release")
        verbose_name_plural = _("current releases")
        constraints: ClassVar = [models.UniqueConstraint(fields=["registry", "dataset"], name="one_pointer_a_dataset")]

    def __str__(self) -> str:
        return f"{self.dataset}: {self.release_id}"


class Observation(models.Model):
    """One published figure. `value` is protected already; it is None where `<10` is shown."""

    class Status(models.TextChoices):
        NORMAL = "normal", _("normal")
        SUPPRESSED = "suppressed", _("suppressed")
        PROVISIONAL = "provisional", _("provisional")
        REVISED = "revised", _("revised")
        ILLUSTRATIVE = "illustrative", _("illustrative")
        QUOTED = "quoted", _("quoted")

    class Nature(models.TextChoices):
        """The export's `obs_status`, after SDMX."""

        NORMAL = "A", _("normal")
        ESTIMATED = "E", _("approximate")
        FORECAST = "F", _("planned")
        PROVISIONAL = "P", _("provisional")

    # Every reader asks within releases, so indexes of one column would only slow the writing.
    release = models.ForeignKey(Release, models.PROTECT, related_name="observations", db_index=False)
    origin = models.ForeignKey(
        Release, models.PROTECT, related_name="first_published", help_text=_("The release that this figure first came with.")
    )
    programme = models.SlugField(_("programme"), max_length=60, db_index=False)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="observations", db_index=False)
    period = models.CharField(_("period"), max_length=10)
    area = models.ForeignKey(Area, models.PROTECT, related_name="observations", db_index=False)
    sex = models.CharField(_("sex"), max_length=2, default="_T")
    age_band = models.CharField(_("age"), max_length=5, default="_T")
    value = models.BigIntegerField(_("value"), null=True)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices)
    nature = models.CharField(_("nature"), max_length=1, choices=Nature.choices, default=Nature.NORMAL)
    revised = models.BooleanField(
        _("revised"), default=False, db_default=False, help_text=_("An earlier release gave another value.")
    )

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["release", "programme", "indicator", "period", "area", "sex", "age_band"], name="one_value_a_cell"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["release", "area", "programme", "indicator", "period"], name="observation_by_area")
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.indicator_id} {self.period}: {self.value}"
