import pytest
from wagtail.models import Page

from gateway.accounts.models import User


@pytest.mark.django_db(transaction=True)
def test_real_commits_are_kept_within_a_test():
    User.objects.create_user("left-behind@example.org", "correct-horse-battery")
    assert User.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_real_commits_are_undone_after_it_and_migrated_rows_stay():
    assert User.objects.count() == 0
    assert Page.get_first_root_node() is not None


def test_next_test_starts_from_the_migrated_database(db):
    assert User.objects.count() == 0
    assert Page.objects.exists()
