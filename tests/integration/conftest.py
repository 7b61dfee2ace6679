import pytest


@pytest.fixture(
    scope="session",
    params=[
        pytest.param("live_site", id="sqlite", marks=pytest.mark.xdist_group("site")),
        pytest.param("postgres_site", id="postgresql", marks=pytest.mark.xdist_group("postgresql")),
    ],
)
def site(request):
    """A running site on each of the two databases."""
    return request.getfixturevalue(request.param)
