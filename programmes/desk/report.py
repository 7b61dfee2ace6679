"""The report of a run in plain words. It names places and rules, never a value."""

import csv
import io
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from programmes.desk.advice import advice
from programmes.desk.facts import moment
from programmes.models import Release, Run
from programmes.registry.protect import rounded_rows

State = Run.State
COLUMNS = ("file", "line", "column", "rule", "count")


@dataclass(frozen=True)
class Line:
    """One finding: where, by which rule, how often, and what to do."""

    file: str
    line: int | None
    column: str
    rule: str
    count: int
    wrong: str
    do: str


def lines(report: dict[str, Any], *, in_full: bool = False) -> list[Line]:
    """`in_full` for those who decide over releases: they may know of those under embargo."""
    return [
        Line(
            file=check["file"],
            line=check.get("line"),
            column=check.get("column") or "",
            rule=check["rule"],
            count=check.get("count", 1),
            wrong=str(advice(check["rule"]).wrong),
            do=str(advice(check["rule"]).do),
        )
        for check in (in_full and report.get("reserved")) or report.get("checks", [])
    ]


TRIED: dict[str, Promise] = {
    State.PUBLISHED: gettext_lazy(
        "Tried, not handed in. The export is in order: handed in, it would be published at once, "
        "unless a data steward wants to look at it first."
    ),
    State.HELD: gettext_lazy("Tried, not handed in. The export is in order: handed in, it would wait for a data steward."),
    State.ALREADY: gettext_lazy("Tried, not handed in. This export was published before; handing it in would change nothing."),
    State.REJECTED: gettext_lazy("Tried, not handed in. The export is not in order: handed in, it would be rejected."),
}
DONE: dict[str, Promise] = {
    State.PUBLISHED: gettext_lazy("Published. Readers see the new figures."),
    State.HELD: gettext_lazy(
        "The export is in order, and waits for a data steward. The figures on the site stay as they are meanwhile."
    ),
    State.ALREADY: gettext_lazy("This export came before. Nothing was changed."),
    State.REJECTED: gettext_lazy("Rejected. Nothing was published, and the figures on the site stay as they are."),
}
SINCE: dict[str, Promise] = {
    Release.State.PUBLISHED: gettext_lazy("The export was in order, and was held. A data steward has published it since."),
    Release.State.SUPERSEDED: gettext_lazy(
        "A data steward published it; a later export of the data set has replaced it since."
    ),
    Release.State.REFUSED: gettext_lazy("A data steward has refused it. The figures on the site stay as they are."),
    Release.State.WITHDRAWN: gettext_lazy("It was published and has been withdrawn. Readers see the figures before it."),
}
DECIDED: dict[str, Promise] = {
    State.WAITING: gettext_lazy("It will be published as soon as it was tried once more to uncover what is hidden."),
    State.RUNNING: gettext_lazy("It is being published. You may close this page and come back."),
    State.HELD: gettext_lazy("Not published: the release still waits. The table says why."),
    State.ALREADY: gettext_lazy("Not published by you: another data steward decided meanwhile."),
    State.FAILED: gettext_lazy("The gateway itself failed. The release still waits. Tell the site's administrators."),
}
ALWAYS: dict[str, Promise] = {
    State.WAITING: gettext_lazy("The export was received and waits for its turn."),
    State.RUNNING: gettext_lazy("The export is being read. You may close this page and come back."),
    State.FAILED: gettext_lazy(
        "The gateway itself failed; nothing is known to be wrong with the export. "
        "Nothing was published. Tell the site's administrators, and hand it in once more later."
    ),
}


def outcome(run: Run) -> str:
    if waits_for_its_hour(run):
        until = {"hour": moment(run.release.embargo_until)}
        return _("In order, and under embargo until %(hour)s. Until then readers see the figures before it.") % until
    if was_decided_since(run):
        return str(SINCE[run.release.state])
    said = ALWAYS | (TRIED if run.dry_run else DONE) | (DECIDED if run.is_decision else {})
    return str(said[run.state])


def waits_for_its_hour(run: Run) -> bool:
    decided = not run.dry_run and run.release and (run.state == State.PUBLISHED or was_decided_since(run))
    return bool(decided) and run.release.state == Release.State.PUBLISHED and run.release.is_embargoed(timezone.now())


def was_decided_since(run: Run) -> bool:
    """Whether what this run left to a data steward is settled."""
    return bool(run.state == State.HELD and not run.dry_run and run.release and run.release.state in SINCE)


TONES = {State.REJECTED: "critical", State.FAILED: "critical", State.HELD: "warning"}


def tone(run: Run) -> str:
    """One of the three that `wagtailadmin/shared/help_block.html` has."""
    return "info" if was_decided_since(run) else TONES.get(run.state, "info")


def as_json(run: Run, *, in_full: bool = False) -> dict[str, Any]:
    """For the download: the number of rows is rounded, like every count that leaves the house."""
    report = {name: value for name, value in run.report.items() if name not in ("checks", "reserved")}
    if report.get("rows"):
        report["rows"] = rounded_rows(report["rows"])
    checks = [vars(line) for line in lines(run.report, in_full=in_full)]
    return {"run": run.pk, "state": run.state, "dry_run": run.dry_run} | report | {"checks": checks}


def as_csv(run: Run, *, in_full: bool = False) -> str:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow([_("file"), _("line"), _("column"), _("rule"), _("how many"), _("what is wrong"), _("what to do")])
    for line in lines(run.report, in_full=in_full):
        writer.writerow([*(getattr(line, name) or "" for name in COLUMNS), line.wrong, line.do])
    return target.getvalue()
