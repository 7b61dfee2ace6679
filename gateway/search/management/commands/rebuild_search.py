"""Builds the search index anew beside the live one, then swaps the two."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from gateway.search.consistency import rebuild
from gateway.search.lock import IndexBusy


class Command(BaseCommand):
    help = "Builds the search index anew beside the live one, then swaps the two. Search answers all the while."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(f"Search finds {rebuild()} pages.")
        except IndexBusy as busy:
            raise CommandError(str(busy)) from busy
