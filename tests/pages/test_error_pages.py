import pytest
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.template.loader import render_to_string

from gateway.pages import errors


@pytest.mark.parametrize(("address", "language", "direction"), [("/nowhere/", "en", "ltr"), ("/ur/nowhere/", "ur", "rtl")])
def test_a_missing_page_offers_a_search_and_a_way_home(client, home, address, language, direction):
    response = client.get(address)
    html = response.content.decode()
    assert response.status_code == 404
    assert f'lang="{language}" dir="{direction}"' in html
    assert 'class="search-field"' in html


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (lambda request: errors.bad_request(request, BadRequest()), 400, "cannot be read"),
        (lambda request: errors.bad_request(request, RequestDataTooBig()), 413, "too large"),
        (lambda request: errors.forbidden(request, PermissionDenied()), 403, "may not open"),
    ],
)
def test_other_errors_say_what_happened(rf, home, anonymous, answer, status, words):
    request = rf.get("/somewhere/")
    request.user = anonymous
    response = answer(request)
    assert response.status_code == status
    assert words in response.content.decode()


def test_the_page_of_a_fault_needs_nothing_that_may_be_broken(rf):
    response = errors.failed(rf.get("/"))
    assert response.status_code == 500
    assert "The fault is ours" in response.content.decode()


def test_a_body_over_the_limit_is_refused_before_a_reader_is_known():
    assert "up to 50 MB" in render_to_string("413.html", {"limit": 50})


@pytest.fixture
def anonymous():
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()
