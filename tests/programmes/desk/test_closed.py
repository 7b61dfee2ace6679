"""A held release is nobody's business but the stewards': a walk over every address of the desk."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from gateway.accounts.roles import EDITORS, MODERATORS, OFFICERS, SECRETARIATS
from programmes.desk import urls
from programmes.models import Run

SECRET = "zanglophir-2025"
ELSEWHERE = [
    "/admin/",
    "/admin/reports/site-history/",
    "/statistics/releases/",
    "/statistics/",
    f"/search/?q={SECRET}",
    "/api/search?q=",
]


@pytest.fixture
def held(home, hold, steward):
    release = hold([("families_paid", "2025-Q1", "PK6", 4_321_230)], export_id=SECRET, uploaded_by=steward)
    report = {"state": "held", "checks": release.report["checks"]}
    Run.objects.create(
        door="upload", folder="/x", started_by=steward, state="held", export_id=SECRET, release=release, report=report
    )
    return release


def addresses(release) -> list[str]:
    numbers = {"release": release.pk, "decide": release.pk, "run": Run.objects.get().pk}
    found = []
    for pattern in urls.urlpatterns:
        name, takes = pattern.name, pattern.pattern.converters
        known = {"pk": numbers.get(name, numbers["run"]), "decision": "publish"}
        found.append(reverse(f"statistics_desk:{name}", kwargs={key: known[key] for key in takes}))
    return found


@pytest.mark.parametrize("roles", [None, [], [EDITORS, MODERATORS, SECRETARIATS]], ids=str)
def test_nobody_else_is_let_in_anywhere(client, people, held, roles):
    if roles is not None:
        client.force_login(people("Anyone", *roles))
    for address in addresses(held):
        for ask in (client.get, client.post):
            assert ask(address).status_code in (302, 403), address
        assert client.get(address, headers={"x-requested-with": "XMLHttpRequest"}).status_code in (302, 403), address


@pytest.mark.parametrize("roles", [None, [EDITORS, MODERATORS], [OFFICERS]], ids=str)
def test_no_page_says_a_word_of_it(client, people, held, roles):
    if roles is not None:
        client.force_login(people("Anyone", *roles))
    for address in [*addresses(held), *ELSEWHERE]:
        body = client.get(address, follow=True).content.decode()
        assert SECRET not in body.replace(f"q={SECRET}", "").replace(f'value="{SECRET}"', "") or "/search/" in address, address
        assert "4,321,230" not in body, address


def test_officer_sees_own_runs_only_and_no_release(client, held, officer):
    own = Run.objects.create(door="upload", folder="/y", started_by=officer, state="rejected", export_id="mine")
    other = Run.objects.exclude(pk=own.pk).get()
    client.force_login(officer)
    listed = client.get(reverse("statistics_desk:runs")).content.decode()
    assert "mine" in listed
    assert SECRET not in listed
    for name in ("run", "progress", "report_json", "report_csv"):
        assert client.get(reverse(f"statistics_desk:{name}", args=[own.pk])).status_code == 200
        assert client.get(reverse(f"statistics_desk:{name}", args=[other.pk])).status_code == 404
    for name, numbers in (("waiting", []), ("releases", []), ("release", [held.pk]), ("decide", [held.pk, "publish"])):
        assert client.get(reverse(f"statistics_desk:{name}", args=numbers)).status_code == 302


def test_menu_offers_each_what_they_may_do(client, held, officer, steward, people):
    entries = {}
    for person in (officer, steward, people("Erum", EDITORS)):
        client.force_login(person)
        entries[person.first_name] = client.get("/admin/").content.decode()
    assert "statistics-hand_in" in entries["Omar"]
    assert "statistics-waiting" not in entries["Omar"]
    assert "statistics-waiting" in entries["Sana"]
    assert "statistics-" not in entries["Erum"]


def test_steward_s_first_page_says_what_waits(client, held, steward):
    client.force_login(steward)
    body = client.get("/admin/").content.decode()
    assert SECRET in body
    assert "another steward signs it off" in body


def test_held_release_is_not_found_by_search(client, held):
    call_command("rebuild_search", verbosity=0)
    assert SECRET not in client.get("/api/search", {"q": "zanglophir"}).content.decode()
