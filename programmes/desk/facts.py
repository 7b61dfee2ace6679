"""What the manifest says of a release, and what has become of it since, as rows of a label and a value."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from programmes.models import DataSet, ProgrammeCode, Release
from programmes.wording import period_label


def facts(release: Release) -> list[tuple[str, str]]:
    rows = [*given(release), *since(release)]
    return [(label, str(value)) for label, value in rows if value]


def given(release: Release) -> list[tuple[str, object]]:
    return [
        (_("Registry"), release.registry.label),
        (_("Data set"), title(release)),
        (_("Export"), release.export_id),
        (_("Sequence"), release.sequence),
        (_("Corrects the export"), release.supersedes),
        (_("As of"), date_format(release.as_of)),
        (_("Covers"), covered(release)),
        (_("Rows, rounded"), f"{release.rows:,}"),
        (_("Source"), release.citation),
        (_("Notes"), release.description),
        (_("Notes in Urdu"), release.description_ur),
        (_("Embargo until"), moment(release.embargo_until)),
        (_("Checksum (SHA-256)"), release.sha256),
        (_("Version of the contract"), release.contract),
        (_("Version of the method"), release.method),
    ]


def since(release: Release) -> list[tuple[str, object]]:
    return [
        (_("Received"), moment(release.received_at)),
        (_("Handed in by"), release.uploaded_by),
        (_("State"), release.get_state_display()),
        (_("Published"), moment(release.published_at)),
        (_("Signed off by"), release.signed_off_by),
        (_("Decided by"), release.decided_by),
        (_("Decided"), moment(release.decided_at)),
        (_("Reason"), release.reason),
        (_("Reason in Urdu"), release.reason_ur),
    ]


def title(release: Release) -> str:
    row = DataSet.objects.filter(registry=release.registry_id, code=release.dataset).first()
    return row.label if row else release.dataset


def covered(release: Release) -> str:
    """Each programme with its periods."""
    names = {row.code: row.label for row in ProgrammeCode.objects.all()}
    periods: dict[str, list[str]] = {}
    for programme, period in release.covers:
        periods.setdefault(names.get(programme, programme), []).append(period_label(period))
    comma = _(", ")
    return "; ".join(f"{name}: {comma.join(known)}" for name, known in periods.items())


def moment(instant) -> str:
    return date_format(localtime(instant), "j F Y, H:i") if instant else ""
