"""Menus and breadcrumbs: each link in the reader's language, at few queries, and none that the reader may not follow."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Locale, PageViewRestriction

from gateway.pages.links import address_in, page_links
from gateway.pages.locales import kept_locale
from gateway.pages.models import StandardPage
from gateway.starter.site import add_page

READER = AnonymousUser()


@pytest.fixture
def about(home):
    return add_page(home, StandardPage(title="About", slug="about"))


def test_link_is_the_translation_where_there_is_one(about, urdu_home):
    about.copy_for_translation(Locale.objects.get(language_code="ur"), copy_parents=False).save_revision().publish()
    translated = StandardPage.objects.get(locale__language_code="ur")
    with translation.override("ur"):
        (link,) = page_links(about.get_parent().get_children(), READER)
        assert (link.url, link.language, link.is_untranslated) == (translated.url, "ur", False)


def test_untranslated_page_keeps_the_readers_language_in_its_address(about):
    with translation.override("ur"):
        (link,) = page_links(about.get_parent().get_children(), READER, "/ur/about/more/")
        assert (link.url, link.is_untranslated, link.is_here) == ("/ur/about/", True, "true")


def test_closed_page_is_no_link(about):
    PageViewRestriction.objects.create(page=about, restriction_type="login")
    assert page_links(about.get_parent().get_children(), READER) == []


@pytest.mark.parametrize(("path", "mark"), [("/about/", "page"), ("/about/us/", "true"), ("/", ""), ("", "")])
def test_link_knows_where_the_reader_is(about, path, mark):
    (link,) = page_links(about.get_parent().get_children(), READER, path)
    assert link.is_here == mark


def test_many_links_take_as_many_queries_as_one(about, home):
    def queries() -> int:
        with translation.override("ur"), CaptureQueriesContext(connection) as taken:
            page_links(home.get_children(), READER)
        return len(taken)

    queries()
    one = queries()
    for number in range(12):
        add_page(home, StandardPage(title=f"Page {number}", slug=f"page-{number}"))
    assert queries() == one


def test_address_of_an_urdu_page_stays_its_own():
    assert address_in("ur", "ur", "/ur/about/") == "/ur/about/"
    assert address_in("ur", "en", "") == ""


def test_kept_locale_is_forgotten_when_locales_change(home):
    french = Locale.objects.create(language_code="fr")
    assert kept_locale(french.pk) == french
    pk = french.pk
    french.delete()
    assert kept_locale(pk) is None
