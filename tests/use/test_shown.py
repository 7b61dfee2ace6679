"""What editors see of use: a report, a panel on each page, the first page; readers where the site's settings say so."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from gateway.accounts.models import User
from gateway.accounts.roles import EDITORS, STEWARDS, ensure_roles
from gateway.use.models import Downloads, PageViews, UseSettings
from tests.factories.documents import publication_file
from tests.factories.research import make_library, make_publication


@pytest.fixture
def publication(home):
    file = publication_file("The report")
    page = make_publication(make_library(home), title="Cash in Sindh", files=[file])
    today = timezone.localdate()
    PageViews.objects.create(subject=page, day=today, count=7)
    PageViews.objects.create(subject=page, day=today - timedelta(days=60), count=1200)
    Downloads.objects.create(subject=file.document, day=today, count=3)
    ensure_roles()
    return page


@pytest.fixture
def as_role(client):
    def sign_in(role):
        person = User.objects.create_user(f"{role}@example.org".replace(" ", ""), "x")
        person.groups.add(Group.objects.get(name=role))
        client.force_login(person)
        return client

    return sign_in


def numbers(answer) -> dict[str, tuple[int, int]]:
    return {page.title: (page.views, page.downloads) for page in answer.context["object_list"]}


def test_report_counts_the_chosen_days_and_exports_them(as_role, publication):
    client = as_role(EDITORS)
    assert numbers(client.get("/admin/reports/use/"))["Cash in Sindh"] == (7, 3)
    assert numbers(client.get("/admin/reports/use/?days=90"))["Cash in Sindh"] == (1207, 3)
    assert numbers(client.get("/admin/reports/use/?days=all&ordering=downloads"))["Cash in Sindh"] == (1207, 3)
    assert client.get("/admin/reports/use/results/?days=never").status_code == 200
    table = b"".join(client.get("/admin/reports/use/?export=csv").streaming_content).decode()
    assert "Cash in Sindh,Publication," in table
    assert ",7,3" in table


def test_closed_page_is_counted_before_nobody_who_may_not_read_it(as_role, publication):
    client = as_role(EDITORS)
    PageViewRestriction.objects.create(page=publication, restriction_type="groups")
    assert "Cash in Sindh" not in numbers(client.get("/admin/reports/use/"))
    assert "Cash in Sindh" not in client.get("/admin/").content.decode()


def test_report_is_for_those_who_work_with_pages(as_role, publication):
    assert as_role(STEWARDS).get("/admin/reports/use/").status_code == 302


def test_first_page_and_form_say_it(as_role, publication):
    client = as_role(EDITORS)
    assert "read 7 times" in client.get("/admin/").content.decode()
    form = client.get(f"/admin/pages/{publication.pk}/edit/").content.decode()
    assert "Read 7 times in the last 30 days" in form
    assert "1207 times since counting began" in form
    assert "use-bars" in form


def test_page_that_nobody_has_read_says_so(as_role, publication):
    PageViews.objects.all().delete()
    client = as_role(EDITORS)
    assert "Read 0 times in the last 30 days" in client.get(f"/admin/pages/{publication.pk}/edit/").content.decode()
    library = publication.get_parent()
    assert "How often it is read" not in client.get(f"/admin/pages/add/research/publicationpage/{library.pk}/").content.decode()


def test_readers_see_it_where_the_site_says_so(client, publication):
    assert "downloaded" not in client.get(publication.url).content.decode()
    UseSettings.objects.update_or_create(site=Site.objects.get(), defaults={"shown_to_readers": True})
    assert "Read 1,207 times and downloaded 3 times since" in client.get(publication.url).content.decode()
    PageViews.objects.exclude(pk=PageViews.objects.earliest("day").pk).delete()
    PageViews.objects.update(count=1)
    assert "Read once and downloaded 3 times since" in client.get(publication.url).content.decode()
    PageViews.objects.all().delete()
    assert "downloaded" not in client.get(publication.url).content.decode()
