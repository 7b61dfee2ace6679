"""Loads the starter content through the site's own models and pipelines; safe to run again."""

from django.core.management.base import BaseCommand

from gateway.search.queue import held
from gateway.starter.accounts import load_demo_accounts, load_roles
from gateway.starter.courses import load_courses
from gateway.starter.events import load_events
from gateway.starter.forum import load_forum
from gateway.starter.methodology import load_methodology
from gateway.starter.pages import load_pages
from gateway.starter.programmes import load_programmes
from gateway.starter.research import load_research
from gateway.starter.site import load_site
from gateway.starter.statistics import load_statistics
from gateway.starter.synonyms import load_synonyms
from gateway.starter.taxonomy import load_taxonomy

PARTS = [
    ("vocabulary", load_taxonomy),
    ("synonyms", load_synonyms),
    ("site", load_site),
    ("programmes", load_programmes),
    ("research library", load_research),
    ("statistics", load_statistics),
    ("methodology", load_methodology),
    ("forum", load_forum),
    ("events", load_events),
    ("courses", load_courses),
    ("pages", load_pages),
    # What follows needs the sections of all wings.
    ("roles", load_roles),
    ("demo accounts", load_demo_accounts),
]


class Command(BaseCommand):
    help = "Loads the starter content; running it again changes nothing that is already there."

    def handle(self, *args, **options) -> None:
        with held():
            for title, load in PARTS:
                self.stdout.write(f"Loading {title} …")
                load()
            self.stdout.write("Writing the search index …")
