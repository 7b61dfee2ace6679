"""The tokens that open a body's meetings."""

from collections.abc import Iterable
from uuid import UUID

from gateway.accounts.audience import Audience
from gateway.accounts.models import User


def body_token(translation_key: UUID) -> str:
    return f"body:{translation_key}"


def drafts_token(translation_key: UUID) -> str:
    """What the chair and the secretariat hold besides; it opens no page of its own."""
    return f"{body_token(translation_key)}:drafts"


def members_of_the_body(page) -> Audience:
    """The audience rule of what lies directly below a body: its members, whatever the language."""
    return Audience(frozenset({body_token(page.get_parent().translation_key)}))


def tokens_of_member(user: User) -> Iterable[str]:
    """One token for each body in which the user sits today, and one for its drafts where the seat opens them."""
    from forum.models import Membership

    seats = Membership.objects.current().filter(person=user).values_list("body__translation_key", "role")
    tokens = [body_token(key) for key, _role in seats]
    writers = {Membership.Role.CHAIR, Membership.Role.SECRETARIAT}
    return tokens + [drafts_token(key) for key, role in seats if role in writers]
