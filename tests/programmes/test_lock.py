import pytest
from django.db import transaction

from programmes.lock import key, lock_publication, sole_refresh


def test_second_refresh_of_a_data_set_does_not_begin(db):
    with sole_refresh("nser/survey") as first, sole_refresh("nser/survey") as second, sole_refresh("nser/other") as other:
        assert (first, second, other) == (True, False, True)
    with sole_refresh("nser/survey") as again:
        assert again


def test_lock_is_free_again_after_an_error(db):
    with pytest.raises(RuntimeError), sole_refresh("nser/survey"):
        raise RuntimeError
    with sole_refresh("nser/survey") as again:
        assert again


@pytest.mark.django_db(transaction=True)
def test_nobody_publishes_outside_a_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        lock_publication()


def test_keys_fit_a_bigint_and_tell_names_apart():
    assert 0 <= key("refresh", "a/b") < 2**63
    assert key("a", "bc") != key("ab", "c")
