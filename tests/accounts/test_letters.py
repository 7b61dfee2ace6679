"""The letters about an account: they name the gateway, say why they came, and what to do if it was somebody else."""

import pytest
from django.core import mail


def letter():
    (message,) = mail.outbox
    return message


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "subject", "words"),
    [
        ("learner@example.org", "Choose a new password", "your password stays as it is"),
        ("nobody@example.org", "No account under this address", "has no account under this address"),
    ],
)
def test_forgotten_password(client, learner, address, subject, words):
    client.post("/accounts/password/reset/", {"email": address})
    assert letter().subject.endswith(subject)
    assert words in letter().body
    assert "Social Protection Gateway" in letter().body
    assert "Thank you for using" not in letter().body


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "subject", "words"),
    [
        ("amna@example.org", "Confirm your address", "Type this code into the page"),
        ("learner@example.org", "You have an account already", "choose a new one here"),
    ],
)
def test_sign_up(client, learner, address, subject, words):
    form = {"email": address, "first_name": "Amna", "last_name": "Khan", "password1": "correct-horse-battery"}
    client.post("/accounts/signup/", form)
    assert letter().subject.endswith(subject)
    assert words in letter().body
    assert "do nothing" in letter().body
