"""The facts of a release in the reader's words, the same wherever they stand."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gateway.pages.templatetags.face import spoken
from programmes.models.statistics import Release
from programmes.provenance.sources import linked

Fact = tuple[str, object]


def release_facts(release: Release, superseded_release: Release | None = None) -> list[Fact]:
    """Of a release that `described` has seen; what it lacks is left out by the component."""
    corrected = superseded_release
    return [
        (_("Registry"), release.registry.label),
        (_("Source"), linked(release.citation)),
        (_("Data set"), list(dict.fromkeys([release.title, release.dataset]))),
        (_("Export"), release.export_id),
        (_("Corrects the export"), (release.supersedes, reverse("release", args=[corrected.pk]) if corrected else "")),
        (_("As of"), date_format(release.as_of, "DATE_FORMAT")),
        (_("Received"), moment(release.received_at)),
        (_("Published"), moment(release.appeared) if release.appeared else ""),
        (_("State"), release.standing_label),
        (_("Rows, rounded"), f"{release.rows:,}"),
        (_("Version of the method"), (release.method, f"{reverse('statistics_changes')}#methods")),
        (_("Version of the contract"), release.contract),
        (_("Signed off by"), release.signed_off_by),
        (_("Reason"), spoken(*release.why) if release.reason else ""),
        (_("Checksum (SHA-256)"), release.sha256),
    ]


def moment(value) -> str:
    return date_format(timezone.localtime(value), "DATE_FORMAT")
