"""The short way to a page serves exactly what Wagtail's own way would."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation
from wagtail.models import PageViewRestriction

from gateway.accounts.models import PageAudience
from gateway.pages.models import HomePage, StandardPage
from gateway.pages.routing import page_at
from gateway.starter.site import add_page


@pytest.fixture
def about(home):
    return add_page(home, StandardPage(title="About", slug="about"))


@pytest.fixture
def deep(about):
    return add_page(about, StandardPage(title="Team", slug="team"))


def asked(rf, path, language="en"):
    request = rf.get("/" + path)
    request.user = AnonymousUser()
    with translation.override(language):
        return page_at(request, path)


def test_page_is_found_by_its_whole_address_with_its_parent(rf, about, deep, django_assert_num_queries):
    asked(rf, "about/team/")
    with django_assert_num_queries(3):
        page = asked(rf, "about/team/")
        assert page == deep
        assert isinstance(page, StandardPage)
        assert page.get_parent().pk == about.pk
    assert asked(rf, "team/") is None
    assert asked(rf, "about/about/") is None


def test_way_to_a_page_asks_who_may_read_it_and_what_restricts_it(rf, about, deep, django_assert_num_queries):
    page = asked(rf, "about/team/")
    assert page.is_admitted
    with django_assert_num_queries(0):
        assert not page.get_view_restrictions()
    PageViewRestriction.objects.create(page=about, restriction_type=PageViewRestriction.LOGIN)
    page = asked(rf, "about/team/")
    assert not page.is_admitted
    assert [row.page_id for row in page.get_view_restrictions()] == [about.pk]
    assert [row.page_id for row in StandardPage.objects.get(pk=deep.pk).get_view_restrictions()] == [about.pk]


def test_home_page_goes_wagtails_way(rf, home, client):
    assert asked(rf, "") is None
    assert client.get("/").status_code == 200


def test_untranslated_page_is_found_in_english_and_a_translation_before_it(rf, urdu_home, about):
    assert asked(rf, "about/", "ur") == about
    urdu = StandardPage(title="تعارف", slug="about", translation_key=about.translation_key)
    add_page(urdu_home, urdu)
    assert asked(rf, "about/", "ur") == urdu
    assert asked(rf, "about/") == about


def test_draft_leaves_the_english_page_in_its_place(rf, client, urdu_home, about):
    urdu = add_page(urdu_home, StandardPage(title="تعارف", slug="about", translation_key=about.translation_key))
    urdu.unpublish()
    assert asked(rf, "about/", "ur") == about
    about.unpublish()
    assert asked(rf, "about/") is None
    assert client.get("/about/").status_code == 404


def test_page_type_with_ways_of_its_own_keeps_them(rf, home, about, monkeypatch):
    monkeypatch.setattr(StandardPage, "route", HomePage.route)
    assert asked(rf, "about/") is None


def test_closed_page_stays_closed_on_the_short_way(client, about):
    PageAudience.objects.filter(page=about).delete()
    assert client.get("/about/").status_code == 404


def test_unknown_host_has_no_page(rf, about):
    from wagtail.models import Site

    Site.objects.update(is_default_site=False, hostname="example.org")
    assert asked(rf, "about/") is None
