"""The groups on the loaded sections, and accounts for trying the site out: those only on a development machine."""

import json
import os
import secrets
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from wagtail.models import Collection

from gateway.accounts.models import User
from gateway.accounts.roles import EDITORS, MODERATORS, OFFICERS, STEWARDS, ensure_roles, library
from gateway.files.models import Document, Image
from gateway.starter.forum import seat_demo_members
from research.models import PublicationPage

DEMO_ACCOUNTS = {
    "editor@example.org": ("Erum", "Editor", [EDITORS]),
    "moderator@example.org": ("Murad", "Moderator", [MODERATORS]),
    "steward@example.org": ("Sana", "Steward", [STEWARDS]),
    "officer@example.org": ("Omar", "Officer", [OFFICERS]),
    "national@example.org": ("Nadia", "National", []),
    "provincial@example.org": ("Parvez", "Provincial", []),
    "secretariat@example.org": ("Saima", "Secretariat", []),
    "learner@example.org": ("Laiba", "Learner", []),
}


def load_roles() -> None:
    """Opens the sections that now exist to their editors, and puts the public files where these find them."""
    ensure_roles()
    root = Collection.get_first_root_node()
    for files in (Document, Image):
        files.objects.filter(collection=root).update(collection=library())


def load_demo_accounts() -> None:
    if not settings.DEBUG:
        return
    passwords = kept_passwords(settings.VAR / "demo-accounts.json")
    for address, (first_name, last_name, groups) in DEMO_ACCOUNTS.items():
        make_account(address, passwords[address], groups, first_name=first_name, last_name=last_name)
    seat_demo_members()
    give_owner(User.objects.get(email="editor@example.org"))


def give_owner(editor: User) -> None:
    """Letters about a publication go to its owner."""
    PublicationPage.objects.filter(owner=None).update(owner=editor)


def kept_passwords(path: Path) -> dict[str, str]:
    """By address; each made once, in a file that only its owner may read."""
    kept = json.loads(path.read_text()) if path.exists() else {}
    missing = {address: secrets.token_urlsafe(12) for address in DEMO_ACCOUNTS if address not in kept}
    if missing:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(kept | missing, file, indent=1)
    return kept | missing


def make_account(address: str, password: str, groups: list[str], **fields) -> User:
    user = User.objects.filter(email=address).first() or User.objects.create_user(address, password, **fields)
    if not user.check_password(password):
        user.set_password(password)
        user.save()
    user.groups.add(*Group.objects.filter(name__in=groups))
    EmailAddress.objects.get_or_create(user=user, email=address, defaults={"verified": True, "primary": True})
    return user
