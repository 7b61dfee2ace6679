from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from programmes import lock


def test_postgresql_is_asked_for_an_advisory_lock_and_gives_it_back(monkeypatch):
    asked = []

    @contextmanager
    def cursor():
        yield SimpleNamespace(execute=lambda sql, values: asked.append((sql, values)))

    monkeypatch.setattr(lock, "connection", SimpleNamespace(vendor="postgresql", cursor=cursor))
    with pytest.raises(RuntimeError), lock.publication_lock():
        raise RuntimeError
    assert asked == [
        ("SELECT pg_advisory_lock(%s)", [lock.ADVISORY_KEY]),
        ("SELECT pg_advisory_unlock(%s)", [lock.ADVISORY_KEY]),
    ]
