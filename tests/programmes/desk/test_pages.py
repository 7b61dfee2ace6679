import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from programmes.desk import report
from programmes.models import DataSet, Registry, Run
from programmes.registry.findings import RULES
from tests.programmes.desk.conftest import HOUR

CELLS = [("families_paid", "2025-Q1", "PK6", 100)]
CHECKS = [
    {"rule": "pattern", "file": "data.csv", "line": 17, "column": "sex", "count": 3},
    {"rule": "manifest-missing", "file": "datapackage.json", "line": None, "column": None, "count": 1},
]


@pytest.fixture
def make_run(steward):
    def make(**fields) -> Run:
        given = {"door": "upload", "folder": "/x", "started_by": steward, "export_id": "payments-7", "state": "rejected"}
        return Run.objects.create(**given | fields)

    return make


@pytest.fixture
def see(client, steward):
    client.force_login(steward)

    def see(name: str, *numbers: int, **query) -> str:
        return client.get(reverse(f"statistics_desk:{name}", args=numbers), query).content.decode()

    return see


def test_rejected_run_says_where_what_and_what_to_do(make_run, see):
    run = make_run(report={"state": "rejected", "rows": 127, "checks": CHECKS})
    shown = see("run", run.pk)
    for words in (
        "Nothing was published",
        "line 17",
        "<code>sex</code>",
        "A field is not of the form",
        "correct these rows at the source",
    ):
        assert words in shown


def test_running_run_shows_how_far_it_is_and_refreshes_without_javascript(make_run, see, client):
    run = make_run(state="running", step="check", done=42)
    shown = see("run", run.pk)
    assert 'value="42"' in shown
    assert '<noscript><meta http-equiv="refresh"' in shown
    answer = client.get(reverse("statistics_desk:progress", args=[run.pk])).json()
    assert (answer["done"], answer["over"], answer["stages"]["gate"], answer["stages"]["check"]) == (42, False, "done", "now")
    assert client.get(reverse("statistics_desk:report_json", args=[run.pk])).status_code == 404


@pytest.mark.parametrize("dry_run", [True, False])
@pytest.mark.parametrize("state", Run.State.values)
def test_each_outcome_is_told_in_a_sentence(make_run, see, state, dry_run):
    run = make_run(state=state, dry_run=dry_run)
    shown = see("run", run.pk).replace("&#x27;", "'")
    assert report.outcome(run) in shown
    assert any(f"help-block help-{tone}" in shown for tone in ("info", "warning", "critical"))


def test_report_downloads_hold_places_and_advice_and_a_rounded_count(make_run, client, steward):
    run = make_run(report={"state": "rejected", "rows": 127, "checks": CHECKS})
    client.force_login(steward)
    answer = client.get(reverse("statistics_desk:report_json", args=[run.pk]))
    assert answer.json()["rows"] == 130
    assert [check["rule"] for check in answer.json()["checks"]] == ["pattern", "manifest-missing"]
    text = client.get(reverse("statistics_desk:report_csv", args=[run.pk])).content.decode("utf-8-sig")
    head, first, _second = csv.reader(io.StringIO(text))
    assert head[:5] == ["file", "line", "column", "rule", "how many"]
    assert first[:5] == ["data.csv", "17", "sex", "pattern", "3"]


def test_run_of_every_rule_can_be_shown(make_run, see):
    checks = [{"rule": rule, "file": "data.csv", "line": 1, "column": None, "count": 1} for rule in RULES]
    shown = see("run", make_run(report={"checks": checks}).pk)
    assert [rule for rule in RULES if f"<code>{rule}</code>" not in shown] == []


def test_runs_are_listed_and_filtered(make_run, see):
    make_run(export_id="first", state="held")
    make_run(export_id="", door="inbox", started_by=None)
    assert "Export without a readable name" in see("runs")
    assert "first" not in see("runs_results", door="inbox")


def test_run_leads_to_its_release(make_run, see, make_release, client, officer):
    release = make_release([("kafaalat", "families_paid", "2025-Q1", "PK6", 90)])
    run = make_run(state="published", release=release, started_by=officer)
    assert reverse("statistics_desk:release", args=[release.pk]) in see("run", run.pk)
    client.force_login(officer)
    page = reverse("statistics_desk:run", args=[run.pk])
    assert reverse("release", args=[release.pk]) in client.get(page).content.decode()
    type(release).objects.filter(pk=release.pk).update(embargo_until=HOUR)
    assert reverse("release", args=[release.pk]) not in client.get(page).content.decode()


def test_desk_lists_what_waits_and_why(hold, make_release, see):
    hold(CELLS, export_id="held-one", rules=("large-change", "older-as-of"))
    make_release([], export_id="under-embargo", dataset="other", embargo_until=HOUR)
    make_release([], export_id="long-published", dataset="third")
    shown = see("waiting")
    assert "held-one" in shown
    assert "more than 30 %" in shown
    assert "under-embargo" in shown
    assert "Published; readers see it from its hour." in shown
    assert "1 January 2100, 14:00" in shown
    assert "long-published" not in shown
    assert "long-published" in see("releases")
    assert "held-one" not in see("releases_results", state="published")


def test_empty_desk_says_what_will_stand_here(see):
    assert "Nothing waits for a decision" in see("waiting")


def test_release_shows_facts_reasons_and_figures(hold, make_release, see, steward):
    make_release([("kafaalat", "families_paid", "2025-Q1", "PK6", 50)])
    DataSet.objects.create(registry=Registry.objects.get(code="bisp-payments"), code="payments", title="Payments by quarter")
    shown = see("release", hold(CELLS, as_of=date(2025, 6, 30)).pk)
    for words in ("Payments by quarter", "Punjab", "+100.0 %", "more than 30 %", "b" * 64, "January to March 2025"):
        assert words in shown


def test_steward_translates_notes_and_reason_for_readers_of_urdu(make_release, see, client):
    release = make_release([], description="Late payments are in.", reason="A slip.")
    assert "Words for readers of Urdu" in see("release", release.pk)
    words = reverse("statistics_desk:words", args=[release.pk])
    assert client.get(words).status_code == 302
    client.post(words, {"description_ur": "تاخیر سے", "reason_ur": "ایک سہو"})
    release.refresh_from_db()
    assert (release.description_ur, release.reason_ur) == ("تاخیر سے", "ایک سہو")
    client.post(words, {"description_ur": "x" * 4001})
    assert "longer than 4,000" in see("release", release.pk)
    client.post(words, {"reason_ur": "فون 0321 7654321"})
    assert "Take the identity card number" in see("release", release.pk)
    release.refresh_from_db()
    assert release.reason_ur == "ایک سہو"
    assert "Words for readers of Urdu" not in see("release", make_release([], dataset="other").pk)


def test_embargoed_release_shows_its_hour(make_release, see):
    assert "Under embargo until 1 January 2100, 14:00" in see("release", make_release([], embargo_until=HOUR).pk)


def test_run_of_an_embargoed_release_names_the_hour(make_release, make_run, see):
    run = make_run(state="published", release=make_release([], embargo_until=HOUR))
    assert "In order, and under embargo until 1 January 2100, 14:00." in see("run", run.pk)


def test_administrators_edit_a_data_set_s_calendar(client, steward, areas):
    row = DataSet.objects.create(registry=Registry.objects.get(code="nser"), code="survey")
    client.force_login(steward)
    assert client.get("/admin/snippets/programmes/dataset/").status_code == 200
    address = f"/admin/snippets/programmes/dataset/edit/{row.pk}/"
    assert client.get(address).status_code == 200
    data = {
        "title": "Survey",
        "title_ur": "",
        "registry": row.registry_id,
        "code": "survey",
        "frequency": "year",
        "days_allowed": "60",
    }
    assert client.post(address, data).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.frequency, row.days_allowed) == ("Survey", "year", 60)
