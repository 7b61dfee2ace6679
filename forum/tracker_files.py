"""The commitments on the screen as a file, with their history. What closed meetings did for them stands in no file."""

import csv
import io
import json

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import timezone
from django.utils.translation import get_language, gettext as _, gettext_lazy, pgettext

from forum.models import Commitment, CommitmentReport, CommitmentsPage
from forum.tracker import Tracker
from gateway.blocks.body import plain_text
from gateway.files.cells import spelled
from gateway.pages.templatetags.face import in_language

FORMATS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
HEADINGS = (
    gettext_lazy("Number"),
    gettext_lazy("Pillar"),
    gettext_lazy("Commitment"),
    gettext_lazy("Reference"),
    gettext_lazy("Responsible"),
    gettext_lazy("Institutions in charge"),
    gettext_lazy("Provinces and territories"),
    gettext_lazy("Recorded"),
    gettext_lazy("State"),
    gettext_lazy("Confirmed on"),
    gettext_lazy("Evidence"),
    gettext_lazy("Reported by"),
)


def download(page: CommitmentsPage, request: HttpRequest) -> HttpResponse:
    """What is not understood is refused, since a file cannot say that it was left out."""
    tracker, chosen = Tracker(request.GET), request.GET["format"]
    if chosen not in FORMATS or tracker.unknown:
        return HttpResponseBadRequest(refusal(tracker, chosen), content_type="text/plain; charset=utf-8")
    text = as_csv(tracker.found) if chosen == "csv" else as_json(page, tracker, request)
    response = HttpResponse(text, content_type=FORMATS[chosen])
    response["Content-Disposition"] = f'attachment; filename="commitments-{timezone.localdate()}.{chosen}"'
    response["Content-Language"] = get_language()
    response["X-Robots-Tag"] = "noindex"
    return response


def refusal(tracker: Tracker, chosen: str) -> str:
    if chosen not in FORMATS:
        return _("This format is not offered. Choose one of these: %(formats)s.") % {"formats": ", ".join(FORMATS)}
    values = pgettext("between names", ", ").join(tracker.unknown)
    return _("These filter values are not known: %(values)s.") % {"values": values}


def as_csv(commitments: list[Commitment]) -> str:
    """A line for each report, the latest first, and one for a commitment of which nothing was reported."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for commitment in commitments:
        for report in commitment.told or [None]:
            writer.writerow(spelled([*facts(commitment), *told(report)]))
    # Excel takes a file without this mark for Latin-1, and Urdu for noise.
    return "\ufeff" + text.getvalue()


def facts(commitment: Commitment) -> list:
    return [
        commitment.number,
        commitment.get_pillar_display(),
        commitment.label,
        commitment.reference,
        in_language(commitment, "responsible"),
        "; ".join(institution.label for institution in commitment.institutions.all()),
        "; ".join(area.label for area in commitment.provinces.all()) or _("the whole country"),
    ]


def told(report: CommitmentReport | None) -> list:
    if report is None:
        return ["", str(Commitment.State.UNREPORTED.label), "", "", ""]
    recorded = timezone.localtime(report.recorded_at).isoformat(timespec="seconds")
    confirmed = report.confirmed_on.isoformat() if report.confirmed_on else ""
    return [recorded, report.get_state_display(), confirmed, plain_text(report.evidence), report.by_whom]


def as_json(page: CommitmentsPage, tracker: Tracker, request: HttpRequest) -> str:
    body = {
        "title": page.title,
        "address": request.build_absolute_uri(f"{request.path}?{tracker.query}"),
        "language": get_language(),
        "filters": {name: values for name, values in tracker.chosen.items() if values},
        "commitments": [body_of(commitment) for commitment in tracker.found],
    }
    return json.dumps(body, ensure_ascii=False, indent=1)


def body_of(commitment: Commitment) -> dict:
    return {
        "number": commitment.number,
        "pillar": named(commitment.pillar, commitment.get_pillar_display()),
        "title": commitment.label,
        "reference": commitment.reference,
        "responsible": in_language(commitment, "responsible"),
        "institutions": [named(term.code, term.label) for term in commitment.institutions.all()],
        "provinces": [named(area.code, area.label) for area in commitment.provinces.all()],
        "state": named(commitment.state, commitment.get_state_display()),
        "confirmed_on": commitment.confirmed_on and commitment.confirmed_on.isoformat(),
        "evidence": plain_text(commitment.evidence),
        "history": [body_of_report(report) for report in commitment.told],
    }


def body_of_report(report: CommitmentReport) -> dict:
    return {
        "recorded_at": timezone.localtime(report.recorded_at).isoformat(timespec="seconds"),
        "state": named(report.state, report.get_state_display()),
        "confirmed_on": report.confirmed_on and report.confirmed_on.isoformat(),
        "evidence": plain_text(report.evidence),
        "by": report.by_whom,
    }


def named(code: str, label: str) -> dict[str, str]:
    return {"code": code, "label": str(label)}
