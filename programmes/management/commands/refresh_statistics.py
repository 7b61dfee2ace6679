"""Turns an export into a release, or says what is wrong with it."""

import json
from argparse import ArgumentTypeError
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from programmes import runs
from programmes.intake import is_complete, is_in_inbox
from programmes.models import Run
from programmes.refresh import HELD, REJECTED, Report
from programmes.registry.findings import MANIFEST, RULES
from programmes.registry.manifest import is_impersonal

EXIT_STATUS = {HELD: 3, REJECTED: 4}
WIDTH = 30


class Command(BaseCommand):
    help = (
        "Checks, protects and publishes a registry's export. Exit status: 0 published or already published, 3 held, 4 rejected."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("export", type=Path, help="The export's folder, which holds datapackage.json.")
        parser.add_argument("--dry-run", action="store_true", help="Check everything, write nothing.")
        parser.add_argument("--json", action="store_true", help="Print the report as JSON.")
        parser.add_argument(
            "--sign-off",
            default=None,
            type=steward,
            metavar="STEWARD",
            help="The data steward who publishes it although it would be held.",
        )

    def handle(self, *args, **options) -> None:
        folder = options["export"].parent if options["export"].name == MANIFEST else options["export"]
        if not folder.is_dir():
            raise CommandError("There is no such folder. Give the folder that holds datapackage.json.")
        report = self.refreshed(folder, options) if is_complete(folder) or not is_in_inbox(folder) else None
        if report is None:
            raise CommandError("Another process is reading this export, or it is not complete yet.")
        self.stdout.write(json.dumps(report.as_json()) if options["json"] else in_words(report, dry_run=options["dry_run"]))
        if status := EXIT_STATUS.get(report.state):
            raise SystemExit(status)

    def refreshed(self, folder: Path, options: dict) -> Report | None:
        watched = self.stderr.isatty() and not options["json"]
        try:
            return runs.at_once(
                folder,
                door=Run.Door.COMMAND,
                dry_run=options["dry_run"],
                signed_off_by=options["sign_off"] or "",
                watch=self.draw if watched else None,
            )
        except Exception as error:
            raise CommandError(f"The refresh failed ({type(error).__name__}); the log says where.") from None
        finally:
            if watched:
                self.stderr.write("\r\033[K", str, ending="")

    def draw(self, done: int, step: str) -> None:
        filled = round(done / 100 * WIDTH)
        self.stderr.write(f"\r\033[K{'█' * filled}{'░' * (WIDTH - filled)} {done:3} %  {Run.Step(step).label}", str, ending="")


def steward(name: str) -> str:
    """The release shows it to everybody."""
    longest = Run._meta.get_field("signed_off_by").max_length
    name = name.strip()
    if not 0 < len(name) <= longest or not name.isprintable() or not is_impersonal(name):
        raise ArgumentTypeError(f"Give the data steward's name, in one line of at most {longest} characters, and no number.")
    return name


def in_words(report: Report, *, dry_run: bool) -> str:
    lines = [f"{report.export_id or 'The export'}: {report.state}{' (dry run, nothing written)' if dry_run else ''}"]
    for finding in report.findings:
        places = [finding.file, finding.line and f"line {finding.line}", finding.column and f"column {finding.column}"]
        rows = f" ({finding.count} in all)" if finding.count > 1 else ""
        lines.append(f"  {', '.join(place for place in places if place)}: {RULES[finding.rule]} [{finding.rule}]{rows}")
    return "\n".join(lines)
