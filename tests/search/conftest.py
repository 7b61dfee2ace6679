"""An empty index for every test of search, and pages that go through the real queue."""

import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest
from haystack import connections

from gateway.files import covers, extraction
from gateway.pages.models import StandardPage
from gateway.starter.site import add_page

TOLD = {}


@pytest.fixture(autouse=True)
def each_file_is_read_once(monkeypatch):
    """Reading takes a process; what it told of the same bytes holds for each test that is about what search makes of it."""
    for module, name in ((extraction, "read_pdf"), (covers, "draw_pdf")):
        monkeypatch.setattr(module, name, told_once(getattr(module, name)))


def told_once(read: Callable[[str], object]) -> Callable[[str], object]:
    def tell(path: str) -> object:
        asked = (read, Path(path).read_bytes())
        if asked not in TOLD:
            TOLD[asked] = read(path)
        return TOLD[asked]

    return tell


@pytest.fixture(autouse=True)
def empty_index():
    for alias in ("default", "members"):
        connections[alias].get_backend().clear()


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """What a block changes is committed at its end, and the queue is worked off."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def publish(home, commit):
    def publish_page(title, parent=None, text="", **fields):
        with commit():
            body = [("text", text)] if text else []
            slug = fields.pop("slug", title.lower().replace(" ", "-"))
            return add_page(parent or home, StandardPage(title=title, slug=slug, body=body, **fields))

    return publish_page


@pytest.fixture
def editor_group(db):
    from django.contrib.auth.models import Group

    return Group.objects.create(name="Committee")


@pytest.fixture
def member(db, editor_group):
    from gateway.accounts.models import User

    user = User.objects.create_user("member@example.org", "correct-horse-battery")
    user.groups.add(editor_group)
    return user


@pytest.fixture
def outsider(db):
    """A member of another body."""
    from django.contrib.auth.models import Group

    from gateway.accounts.models import User

    user = User.objects.create_user("outsider@example.org", "correct-horse-battery")
    user.groups.add(Group.objects.create(name="Another committee"))
    return user


@pytest.fixture
def close(editor_group, commit):
    """Restricts a page to the committee."""
    from wagtail.models import PageViewRestriction

    def close_page(page):
        with commit():
            restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
            restriction.groups.add(editor_group)
        return restriction

    return close_page


@pytest.fixture
def cluster(monkeypatch):
    """The cluster engine's module, its client library replaced by names alone."""
    client = types.ModuleType("elasticsearch")
    client.__version__, client.TransportError, client.NotFoundError = (7, 13, 4), Exception, Exception
    client.Elasticsearch = lambda *args, **options: None
    helpers = types.ModuleType("elasticsearch.helpers")
    helpers.bulk = helpers.scan = lambda *args, **options: None
    exceptions = types.ModuleType("elasticsearch.exceptions")
    exceptions.NotFoundError = Exception
    for module in (client, helpers, exceptions):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    for name in ("elasticsearch_backend", "elasticsearch7_backend"):
        monkeypatch.delitem(sys.modules, f"haystack.backends.{name}", raising=False)
    monkeypatch.delitem(sys.modules, "gateway.search.engine.cluster", raising=False)
    from gateway.search.engine import cluster

    yield cluster
    for name in ("elasticsearch_backend", "elasticsearch7_backend"):
        sys.modules.pop(f"haystack.backends.{name}", None)
    sys.modules.pop("gateway.search.engine.cluster", None)
