"""The tokens that open a body's meetings."""

from collections.abc import Iterable
from uuid import UUID

from gateway.accounts.audience import Audience
from gateway.accounts.models import User


def body_token(translation_key: UUID) -> str:
    return f"body:{translation_key}"


def members_of_the_body(page) -> Audience:
    """The audience rule of what lies directly below a body: its members, whatever the language."""
    return Audience(frozenset({body_token(page.get_parent().translation_key)}))


def tokens_of_member(user: User) -> Iterable[str]:
    """One token for each body in which the user sits today."""
    from forum.models import Membership

    keys = Membership.objects.current().filter(person=user).values_list("body__translation_key", flat=True)
    return [body_token(key) for key in keys]
