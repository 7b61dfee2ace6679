"""Compares the search index with the database, and repairs it when asked."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from gateway.search.consistency import differences, repair


class Command(BaseCommand):
    help = "Compares the search index with the database; ends with status 1 when they differ and --repair is not given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="Writes the pages that differ.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(differences())
        for difference in found:
            self.stdout.write(f"Page {difference.page_id} {difference.what}.")
        if not found:
            self.stdout.write("The index agrees with the database.")
        elif options["repair"]:
            self.stdout.write(f"Pages written: {repair(iter(found))}.")
        else:
            raise CommandError(f"{len(found)} differences. `manage.py check_search --repair` mends them.")
