"""No word that a reader may not know is told by search on any channel, whatever is changed meanwhile, and by whom."""

import os
from contextlib import ExitStack, contextmanager
from random import Random
from unittest.mock import patch

import pytest
from wagtail.models import PageViewRestriction

from gateway.search import writing
from gateway.search.models import IndexedPage
from gateway.search.plain import Pages
from gateway.search.queue import request
from tests.search.leaks.channels import CHANNELS, Reading
from tests.search.leaks.walk import site, walk

pytestmark = pytest.mark.django_db(transaction=True)

BY_DEFAULT = 400
CHANGES = int(os.environ.get("LEAK_CHANGES", BY_DEFAULT))
"""`make leaks` makes ten thousand."""
SEED = int(os.environ.get("LEAK_SEED", "4"))
CHECKED = ("query", "spelling", "suggestions", "similar", "saved.found")


def test_nothing_closed_is_told_while_four_writers_change_the_site(capsys):
    found = walk(CHANGES, SEED)
    if CHANGES > BY_DEFAULT:
        with capsys.disabled():
            print(found)  # noqa: T201
    assert not found.failures, found.failures
    assert found.leaks == []
    assert found.missed == []


@contextmanager
def everything_open_to_search():
    """Closed pages stand in the public index, and no check against the database holds them back."""
    real = writing.entry_for

    def as_if_public(page_id):
        entry = real(page_id)
        if entry:
            entry.audience = ["public"]
        return entry

    with ExitStack() as stack:
        stack.enter_context(patch.object(writing, "entry_for", as_if_public))
        stack.enter_context(patch("gateway.search.audience.just_closed", lambda reader: []))
        for module in CHECKED:
            stack.enter_context(patch(f"gateway.search.{module}.readable", lambda pages, reader: pages.filter(live=True)))
        stack.enter_context(patch.object(Pages, "readable", IndexedPage.objects.filter(page__live=True)))
        yield


def test_each_channel_would_be_caught_telling_of_a_closed_page():
    with site(SEED) as world:
        for root in world.roots:
            root.restriction = world.group_token
            with world.model.changing(root):
                PageViewRestriction.objects.create(page_id=root.pk, restriction_type=PageViewRestriction.GROUPS)
        writing.write_due()
        assert [leak for channel in CHANNELS for leak in leaks_of(channel, world)] == []
        with everything_open_to_search():
            request(node.pk for root in world.roots for node in root.tree())
            writing.write_due()
            silent = [channel.__name__ for channel in CHANNELS if not leaks_of(channel, world)]
        assert silent == []


def leaks_of(channel, world) -> list[str]:
    """What a few readings of somebody signed in were told."""
    random, leaks = Random(SEED), []  # noqa: S311
    learner = next(person for person in world.people if person.name == "learner")
    for _ in range(6):
        channel(Reading(world, learner, random, leaks))
    return leaks
