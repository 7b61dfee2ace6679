"""Attacks what is published."""

import json
import sys

from django.core.management.base import BaseCommand, CommandError

from programmes.disclosure import weaknesses
from programmes.models import Release
from programmes.queries import shown_releases
from programmes.registry.promise import MARGINS, REVISIONS, SHARE, TARIFF, Recovery

ATTACKS = {
    MARGINS: "by adding and subtracting other figures",
    REVISIONS: "by comparing with another release",
    TARIFF: "by dividing the amount by the known payment",
    SHARE: "by a published percentage",
}


class Command(BaseCommand):
    help = "Tries to recover hidden counts from what is published. Ends with 0 when nothing can be recovered, and with 2 otherwise."

    def add_arguments(self, parser) -> None:
        parser.add_argument("release", nargs="?", type=int, help="A release's number; all that are shown unless given.")
        parser.add_argument("--json", action="store_true", help="Print the result as JSON.")

    def handle(self, *args, **options) -> None:
        releases = self.chosen(options["release"])
        quiet = options["json"] or options["verbosity"] == 0
        found = []
        for number, release in enumerate(releases):
            result = weaknesses(release, lambda share, n=number: quiet or self.progress((n + share) / len(releases)))
            found.append((release, result))
        if options["json"]:
            self.stdout.write(json.dumps(report(found), indent=2))
        elif options["verbosity"]:
            self.tell(found)
        if any(result for release, result in found):
            sys.exit(2)

    def chosen(self, number: int | None) -> list[Release]:
        wanted = shown_releases() if number is None else [number]
        releases = list(Release.objects.filter(pk__in=wanted).order_by("pk"))
        if number is not None and not (releases and releases[0].observations.exists()):
            raise CommandError(f"Release {number} holds no figures.")
        return releases

    def progress(self, share: float) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{share:4.0%}", str, ending="\n" if share >= 1 else "")

    def tell(self, found: list[tuple[Release, list[Recovery]]]) -> None:
        for release, result in found:
            self.stdout.write(f"Release {release.pk}, {release}: {f'{len(result)} figures' if result else 'nothing'} recovered")
            for cell in result:
                self.stdout.write(f"  {described(cell)}, {ATTACKS[cell.attack]}")


def described(cell: Recovery) -> str:
    """Where it stands, never what it is."""
    place = f"{cell.programme}, {cell.indicator}, {cell.area}, {cell.period}"
    place += f", sex {cell.sex}" if cell.sex != "_T" else ""
    place += f", age {cell.age_band}" if cell.age_band != "_T" else ""
    return f"the part that is left out of {place}" if cell.left_out else place


def report(found: list[tuple[Release, list[Recovery]]]) -> dict:
    releases = [
        {"release": release.pk, "export_id": release.export_id, "recovered": [cell.as_json() for cell in result]}
        for release, result in found
    ]
    return {"safe": not any(result for release, result in found), "releases": releases}
