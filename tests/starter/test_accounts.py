import json
import stat

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from wagtail.models import Collection

from gateway.accounts.models import User
from gateway.accounts.roles import EDITORS, library
from gateway.files.models import Document
from gateway.starter.accounts import DEMO_ACCOUNTS, load_demo_accounts, load_roles


@pytest.fixture
def trial(settings, tmp_path, home):
    settings.DEBUG, settings.VAR = True, tmp_path
    return tmp_path / "demo-accounts.json"


def test_no_demo_account_is_made_without_debug(settings, tmp_path, home):
    settings.DEBUG, settings.VAR = False, tmp_path
    load_demo_accounts()
    assert not User.objects.exists()
    assert not (tmp_path / "demo-accounts.json").exists()


def test_demo_accounts_have_roles_and_passwords_that_only_their_owner_may_read(trial):
    load_demo_accounts()
    passwords = json.loads(trial.read_text())
    assert set(passwords) == set(DEMO_ACCOUNTS)
    assert stat.S_IMODE(trial.stat().st_mode) == 0o600
    editor = User.objects.get(email="editor@example.org")
    assert editor.check_password(passwords["editor@example.org"])
    assert list(editor.groups.all()) == [Group.objects.get(name=EDITORS)]
    assert EmailAddress.objects.filter(verified=True).count() == len(DEMO_ACCOUNTS)
    assert not User.objects.filter(is_superuser=True).exists()


def test_loading_again_keeps_the_passwords_and_mends_a_changed_one(trial):
    load_demo_accounts()
    before = trial.read_text()
    learner = User.objects.get(email="learner@example.org")
    learner.set_password("something-else")
    learner.save()
    load_demo_accounts()
    assert trial.read_text() == before
    learner.refresh_from_db()
    assert learner.check_password(json.loads(before)["learner@example.org"])
    assert User.objects.count() == len(DEMO_ACCOUNTS)


def test_an_account_that_a_new_version_brings_gets_its_password_and_the_others_keep_theirs(trial):
    load_demo_accounts()
    old = json.loads(trial.read_text())
    del old["secretariat@example.org"]
    trial.write_text(json.dumps(old))
    load_demo_accounts()
    now = json.loads(trial.read_text())
    assert now.pop("secretariat@example.org")
    assert now == old
    assert stat.S_IMODE(trial.stat().st_mode) == 0o600


def test_files_of_the_starter_content_are_put_where_editors_find_them(home):
    root = Collection.get_first_root_node()
    document = Document.objects.create(title="Statement", file="statement.pdf", collection=root)
    load_roles()
    document.refresh_from_db()
    assert document.collection == library()
