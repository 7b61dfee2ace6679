"""What a data steward writes is published: nobody's number stands in it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.registry.manifest import is_impersonal

REFUSAL = _(
    "Everybody will read this text. Take the identity card number, telephone number or e-mail address out of it. "
    "Nothing was changed."
)


def without_numbers_of_people(text: str) -> None:
    if not is_impersonal(text):
        raise ValidationError(REFUSAL, code="personal")
