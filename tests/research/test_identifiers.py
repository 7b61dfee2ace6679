import pytest
from django.core.exceptions import ValidationError

from research.identifiers import validate_doi, validate_isbn, validate_orcid


@pytest.mark.parametrize(
    ("validate", "text"),
    [
        (validate_doi, "10.1596/1813-9450-1234"),
        (validate_isbn, "978-0-306-40615-7"),
        (validate_isbn, "0-306-40615-2"),
        (validate_isbn, "080442957X"),
        (validate_orcid, "0000-0002-1825-0097"),
        (validate_orcid, "0000-0002-1694-233X"),
    ],
)
def test_true_identifiers_pass(validate, text):
    validate(text)


@pytest.mark.parametrize(
    ("validate", "text"),
    [
        (validate_doi, "https://doi.org/10.1596/1813"),
        (validate_doi, "10.1596/a b"),
        (validate_doi, "10.1596/ab\n"),
        (validate_isbn, "978-0-306-40615-8"),
        (validate_isbn, "0-306-40615-3"),
        (validate_isbn, "12"),
        (validate_orcid, "0000-0002-1825-0098"),
        (validate_orcid, "0000000218250097"),
    ],
)
def test_others_are_refused(validate, text):
    with pytest.raises(ValidationError):
        validate(text)
