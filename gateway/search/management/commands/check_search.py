"""Compares the search index with the database, and repairs it when asked."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from gateway.search.consistency import check_files, differences, rebuild, repair
from gateway.search.engine.soundness import IndexDamaged
from gateway.search.lock import IndexBusy


class Command(BaseCommand):
    help = "Compares the search index with the database; ends with status 1 when they differ and --repair is not given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="Writes the pages that differ.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.compare(options["repair"])
        except IndexDamaged as damage:
            self.mend(str(damage), options["repair"])
        except IndexBusy as busy:
            raise CommandError(str(busy)) from busy

    def mend(self, damage: str, repairs: bool) -> None:
        if not repairs:
            raise CommandError(f"The index is damaged: {damage}. `manage.py check_search --repair` builds it anew.")
        self.stdout.write(f"The index was damaged: {damage}. It is built anew and holds {rebuild()} pages.")

    def compare(self, repairs: bool) -> None:
        check_files()
        found = list(differences())
        for difference in found:
            self.stdout.write(f"Page {difference.page_id} {difference.what}.")
        if not found:
            self.stdout.write("The index agrees with the database.")
        elif repairs:
            self.stdout.write(f"Pages written: {repair(iter(found))}.")
        else:
            raise CommandError(f"{len(found)} differences. `manage.py check_search --repair` mends them.")
