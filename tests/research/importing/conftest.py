import pytest
from django.contrib.auth.models import Group

from gateway.accounts.models import User
from gateway.accounts.roles import MODERATORS, ensure_roles
from research.importing import running
from tests.factories.research import make_library
from tests.research.importing.samples import HEADER, csv


@pytest.fixture
def editor(library):
    ensure_roles()
    person = User.objects.create_user("editor@example.org", "correct-horse-battery")
    person.groups.add(Group.objects.get(name=MODERATORS))
    return person


@pytest.fixture
def urdu_library(library, urdu_home):
    return make_library(urdu_home, translation_key=library.translation_key, title="کتب خانہ")


@pytest.fixture
def upload(library, editor):
    def upload_lines(*lines: str, header: str = HEADER):
        return running.upload("list.csv", csv(*lines, header=header), editor, library)

    return upload_lines


@pytest.fixture
def finish(django_capture_on_commit_callbacks):
    """Does a step, with the task that it asks for."""

    def finish_step(step, imported, *args, **options):
        with django_capture_on_commit_callbacks(execute=True):
            step(imported, *args, **options)
        imported.refresh_from_db()
        return imported

    return finish_step
