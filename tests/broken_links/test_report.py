"""The report names each broken link with its page, to those who work with the page, and takes their word."""

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

from gateway.accounts.models import User
from gateway.accounts.roles import EDITORS, STEWARDS, ensure_roles
from gateway.broken_links.models import Link, LinkPlace, Outcome
from gateway.pages.models import StandardPage
from gateway.starter.site import add_page

URL = "https://gone.example.org/report.pdf"


@pytest.fixture
def link(home):
    page = add_page(home, StandardPage(title="About", slug="about"))
    ensure_roles()
    link = Link.objects.create(url=URL, outcome=Outcome.GONE, answer="404", failures=1, broken_since=timezone.now())
    LinkPlace.objects.create(link=link, page=page)
    return link


@pytest.fixture
def as_role(client):
    def sign_in(role):
        person = User.objects.create_user(f"{role}@example.org".replace(" ", ""), "x", first_name="Erum")
        person.groups.add(Group.objects.get(name=role))
        client.force_login(person)
        return client

    return sign_in


def shown(client, query="") -> str:
    return client.get(f"/admin/reports/broken-links/{query}").content.decode()


def test_report_names_page_link_fault_and_date(as_role, link):
    client = as_role(EDITORS)
    page = shown(client)
    assert all(words in page for words in (URL, "About", "There is no such page (404).", "It is all right"))
    table = b"".join(client.get("/admin/reports/broken-links/?export=csv").streaming_content).decode()
    assert URL in table
    assert shown(client, "results/?state=refuses").count(URL) == 0


def test_called_all_right_and_looked_at_again(as_role, link):
    client = as_role(EDITORS)
    client.post(f"/admin/reports/broken-links/{link.pk}/all-right/")
    assert URL not in shown(client)
    assert "Called all right by Erum" in shown(client, "?state=accepted")
    client.post(f"/admin/reports/broken-links/{link.pk}/again/")
    link.refresh_from_db()
    assert (link.accepted, link.accepted_by) == ("", None)
    assert link.due_at <= timezone.now()
    assert URL in shown(client)


def test_each_state_has_its_words(as_role, link):
    client = as_role(EDITORS)
    Link.objects.update(outcome=Outcome.FAILS, answer="503", failures=2)
    assert "The server reports a fault (503)." in shown(client)
    Link.objects.update(outcome=Outcome.LEFT, answer="not public", broken_since=None)
    assert "it does not lead to the public internet" in shown(client, "?state=left")
    Link.objects.update(outcome=Outcome.REFUSES, answer="403", accepted="403")
    assert "Called all right." in shown(client, "?state=all")


def test_links_of_a_closed_page_are_not_named(as_role, link):
    client = as_role(EDITORS)
    PageViewRestriction.objects.create(page=link.places.get().page, restriction_type="groups")
    assert URL not in shown(client)
    assert client.post(f"/admin/reports/broken-links/{link.pk}/all-right/").status_code in (302, 403)
    link.refresh_from_db()
    assert link.accepted == ""


def test_report_is_for_those_who_work_with_pages(as_role, link):
    assert as_role(STEWARDS).get("/admin/reports/broken-links/").status_code == 302
