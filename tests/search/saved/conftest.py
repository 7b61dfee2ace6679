"""A person who keeps searches, and the letters that they get."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from gateway.search.models import SavedSearch
from gateway.search.saved.keeping import keep
from gateway.search.saved.sending import send_due


@pytest.fixture
def saved(member):
    def save(address="q=cash", owner=None, letters="daily", **fields):
        search = SavedSearch(owner=owner or member, name="Cash", address=address, letters=letters, **fields)
        keep(search)
        return search

    return save


@pytest.fixture
def morning(db):
    """The next morning has come; returns the letters that it brings."""

    def letters():
        mail.outbox.clear()
        SavedSearch.objects.exclude(due_at=None).update(due_at=timezone.now() - timedelta(minutes=1))
        send_due()
        return list(mail.outbox)

    return letters
