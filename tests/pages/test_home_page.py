from django.utils import translation

from gateway.accounts.models import PageAudience
from gateway.pages.models import StandardPage
from gateway.starter.site import add_page


def test_home_answers_in_both_languages(client, home):
    assert 'lang="en" dir="ltr"' in client.get("/").content.decode()
    assert 'lang="ur" dir="rtl"' in client.get("/ur/").content.decode()


def test_page_without_translation_is_shown_under_the_urdu_address(client, home):
    page = add_page(home, StandardPage(title="About", slug="about"))
    assert client.get("/ur/about/").status_code == 200
    assert client.get("/ur/nowhere/").status_code == 404
    with translation.override("ur"):
        assert page.url == "/ur/about/"
    with translation.override("en"):
        assert page.url == "/about/"


def test_page_without_stored_audience_is_closed(client, home):
    page = add_page(home, StandardPage(title="About", slug="about"))
    PageAudience.objects.filter(page=page).delete()
    assert client.get("/about/").status_code == 404
