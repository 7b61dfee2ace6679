"""The starter content on both databases, loaded by the command that `make run` uses."""

import json

from tests.live import LiveSite, eventually

COUNTS = """
import json
from django.apps import apps
print(json.dumps({m._meta.label: m.objects.count() for m in apps.get_models() if m._meta.managed and not m._meta.proxy}))
"""
LOGS = {"wagtailcore.PageLogEntry", "wagtailcore.ModelLogEntry", "sessions.Session"}


def counts(site: LiveSite) -> dict[str, int]:
    eventually(
        lambda: "0" in site.do("from gateway.search.models import IndexJob; print(IndexJob.objects.count())"), "queue empty"
    )
    return {label: count for label, count in json.loads(site.do(COUNTS)).items() if label not in LOGS}


def test_second_load_changes_nothing(site):
    """After one that finds what other tests left: a section that was new to it opens to the roles."""
    site.manage("load_starter_content")
    before = counts(site)
    assert before["gateway_pages.HomePage"] == 2
    site.manage("load_starter_content")
    assert counts(site) == before


def test_database_is_as_the_models_say(site):
    site.manage("migrate", "--check")
    assert "No changes detected" in site.manage("makemigrations", "--check", "--dry-run")


def test_search_index_is_as_the_database_says(site):
    site.manage("check_search")
