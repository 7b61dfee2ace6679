"""Finds the links of all pages and asks those that are due: for a site without Celery beat, and for the impatient."""

from django.core.management.base import BaseCommand

from gateway.broken_links.checking import check_due
from gateway.broken_links.collecting import collect
from gateway.broken_links.models import Link


class Command(BaseCommand):
    help = "Finds the links of all pages and asks those that are due whether they still lead somewhere."

    def handle(self, *args, **options) -> None:
        collect()
        asked = check_due()
        self.stdout.write(f"{asked} links asked; {Link.objects.broken().count()} of {Link.objects.count()} are broken.")
