"""Fixtures that every test may ask for; those of whole sites and servers come from `tests.live`."""

import atexit
import gc
from pathlib import Path

import pytest
from django.conf import settings
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import settings as examples

from scripts.translations import compile_translations
from tests.postponing import postponed
from tests.template_database import copy_database, template_database, use_database

pytest_plugins = ["tests.live"]
LOOPBACK = ["127.0.0.1", "::1"]


def pytest_configure(config):
    compile_translations()
    examples.register_profile("any machine", deadline=None)
    examples.load_profile("any machine")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Tests in these two folders may open sockets, to this machine only; all others may open none.

    Whoever asks for a whole site stays on one worker: each worker would fill and start one of its own.
    """
    for item in items:
        if "live_site" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group("site"))
        for name in ("integration", "browser"):
            if Path(__file__).parent / name in item.path.parents:
                item.add_marker(name)
                item.add_marker(pytest.mark.allow_hosts(LOOPBACK))


def pytest_make_parametrize_id(val, argname):
    """Files made for a test name none: each worker makes its own, with other dates and keys in it."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_finish():
    """The collector need not go through what was imported again and again; migrations make and drop models by the thousand."""
    gc.freeze()
    atexit.register(gc.unfreeze)
    gc.set_threshold(20_000, 20, 100)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, request):
    """Each worker's own copy of the migrated database. A test with real commits gets a fresh copy after it."""
    database = settings.VAR / "test.sqlite3"
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        template = template_database()
        copy_database(template, database)
        use_database(database)
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: copy_database(template, database))
        yield


@pytest.fixture(autouse=True)
def forget_language():
    """A request for an Urdu page leaves Urdu active; the next test begins in the site's own language."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def write_indexes_when_asked():
    with postponed.during_a_test():
        yield


@pytest.fixture
def home(db):
    """The English home page, its Urdu twin beside it, and the site that they belong to."""
    from gateway.pages.models import HomePage
    from gateway.starter.site import load_site

    load_site()
    return HomePage.objects.get(locale__language_code="en")


@pytest.fixture
def urdu_home(home):
    return type(home).objects.get(locale__language_code="ur")


@pytest.fixture
def learner(db):
    from gateway.accounts.models import User

    return User.objects.create_user("learner@example.org", "correct-horse-battery", first_name="Amna", last_name="Learner")
