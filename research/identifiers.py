"""Identifiers of works and people: DOI, ISBN and ORCID, each checked by its own rule."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

validate_doi = RegexValidator(
    r"\A10\.[0-9]{4,9}/[^\s<>\"{}\\]+\Z", _("Write the DOI alone, without an address before it: 10.1234/abcd.")
)


def validate_isbn(text: str) -> None:
    digits = re.sub(r"[ -]", "", text)
    if not (_is_isbn_13(digits) or _is_isbn_10(digits)):
        raise ValidationError(_("This is no valid ISBN: one of its digits does not fit the others."), code="isbn")


def _is_isbn_13(digits: str) -> bool:
    if not re.fullmatch(r"97[89][0-9]{10}", digits):
        return False
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0


def _is_isbn_10(digits: str) -> bool:
    if not re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        return False
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0


def validate_orcid(text: str) -> None:
    """ISO 7064 MOD 11-2, as the ORCID registry publishes it."""
    if not re.fullmatch(r"([0-9]{4}-){3}[0-9]{3}[0-9X]", text) or text[-1] != _orcid_check_digit(text):
        raise ValidationError(_("This is no valid ORCID. It looks like 0000-0002-1825-0097."), code="orcid")


def _orcid_check_digit(text: str) -> str:
    total = 0
    for digit in text.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)
