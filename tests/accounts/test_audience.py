"""The stored audience of every page equals the computed one, whatever was done to the tree."""

import random

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from wagtail.models import Page, PageViewRestriction

from gateway.accounts.audience import (
    ANY_SIGNED_IN,
    NOBODY,
    PUBLIC,
    Audience,
    may_read,
    page_audience,
    readable,
)
from gateway.accounts.models import PageAudience
from gateway.pages.models import StandardPage
from gateway.starter.site import add_page
from tests.factories.forum import make_body, make_forum, make_meeting


def stored(page):
    return set(PageAudience.objects.filter(page=page).values_list("token", flat=True))


def computed_naively(page):
    """By its definition, one ancestor at a time, without the shortcuts of the code under test."""
    audience = PUBLIC
    for ancestor in page.get_ancestors(inclusive=True).specific():
        rule = getattr(type(ancestor), "audience_rule", None)
        audience &= PUBLIC if ancestor.is_root() else rule(ancestor)
        for twin in Page.objects.filter(translation_key=ancestor.translation_key):
            for restriction in twin.view_restrictions.all():
                audience &= of_restriction(restriction)
        if ancestor.alias_of_id:
            audience &= computed_naively(ancestor.alias_of)
    return audience


def of_restriction(restriction):
    if restriction.restriction_type == "login":
        return ANY_SIGNED_IN
    if restriction.restriction_type == "groups":
        return Audience(frozenset(f"group:{group.pk}" for group in restriction.groups.all()))
    return NOBODY


class Gardener:
    """Does one thing after another to a page tree, by chance."""

    def __init__(self, seed, home):
        self.chance = random.Random(seed)  # noqa: S311
        self.home = home
        self.groups = [Group.objects.create(name=f"Group {seed} {number}") for number in range(2)]

    def pages(self, **conditions):
        return list(Page.objects.filter(depth__gt=2, **conditions).specific())

    def restrict(self):
        page = self.chance.choice(self.pages())
        kind = self.chance.choice(["login", "groups", "password"])
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")
        if kind == "groups":
            restriction.groups.set(self.chance.sample(self.groups, self.chance.randint(0, 2)))

    def release(self):
        restriction = PageViewRestriction.objects.order_by("pk").first()
        if restriction:
            restriction.delete()

    def move(self):
        page = self.chance.choice([page for page in self.pages() if isinstance(page, StandardPage)])
        target = self.chance.choice([self.home, *(p for p in self.pages() if isinstance(p, StandardPage))])
        free = not target.get_children().filter(slug=page.slug).exists()
        if free and target.pk != page.pk and not target.is_descendant_of(page):
            page.move(target.specific, pos="last-child")

    def copy(self):
        page = self.chance.choice([page for page in self.pages() if isinstance(page, StandardPage)])
        slug = f"copy-{self.chance.random()}".replace(".", "-")
        page.copy(to=self.home, update_attrs={"slug": slug}, recursive=self.chance.random() < 0.5, copy_revisions=False)

    def alias(self):
        page = self.chance.choice(self.pages(alias_of=None))
        slug = f"alias-{self.chance.random()}".replace(".", "-")
        page.create_alias(parent=self.home, update_slug=slug, recursive=self.chance.random() < 0.5)

    def work(self, steps):
        for _step in range(steps):
            self.chance.choice([self.restrict, self.release, self.move, self.copy, self.alias])()


@pytest.mark.parametrize("seed", range(4))
def test_stored_audience_equals_the_computed_one_after_anything(home, seed):
    body = make_body(make_forum(home))
    make_meeting(body)
    section = add_page(home, StandardPage(title="Section", slug="section"))
    inner = add_page(section, StandardPage(title="Inner", slug="inner"))
    add_page(inner, StandardPage(title="Deep", slug="deep"))
    Gardener(seed, home).work(12)
    for page in Page.objects.all():
        assert stored(page) == set(computed_naively(page).stored_tokens), page.url_path
        assert page_audience(page) == computed_naively(page)


def test_two_audiences_are_open_to_those_whom_both_admit():
    group, other = Audience(frozenset({"group:1"})), Audience(frozenset({"group:2"}))
    assert PUBLIC & group == group == group & ANY_SIGNED_IN
    assert group & other == NOBODY
    assert PUBLIC & PUBLIC == PUBLIC


def test_inactive_person_is_a_stranger(home, learner):
    page = add_page(home, StandardPage(title="Inner", slug="inner"))
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert may_read(learner, page)
    assert not may_read(AnonymousUser(), page)
    learner.is_active = False
    assert not readable(Page.objects.filter(pk=page.pk), learner).exists()


def test_page_that_asks_for_a_sign_in_says_so(home, client):
    page = add_page(home, StandardPage(title="Inner", slug="inner"))
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    response = client.get("/inner/")
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/inner/")
