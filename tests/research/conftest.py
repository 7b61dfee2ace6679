import pytest

from tests.factories.research import make_library


@pytest.fixture
def library(home):
    return make_library(home)
