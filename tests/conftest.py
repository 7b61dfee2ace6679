"""Fixtures that every test may ask for."""

import pytest


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
