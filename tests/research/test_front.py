from django.contrib.auth.models import AnonymousUser

from research.front import COUNT, latest_publications
from tests.factories.research import make_publication


def test_the_newest_stand_on_the_home_page(client, library):
    for year in range(2010, 2020):
        make_publication(library, title=f"Of {year}", published=str(year))
    html = client.get("/").content.decode()
    assert "Latest publications" in html
    assert "Of 2019" in html
    assert f"Of {2019 - COUNT}" not in html


def test_an_empty_library_takes_no_room(rf, library):
    request = rf.get("/")
    request.user = AnonymousUser()
    assert latest_publications(request) is None
