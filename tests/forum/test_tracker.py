"""The tracker of commitments: filters, progress by quarter, files, a history that nobody can rewrite, and what serves each."""

import csv
import io
import json
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.log_actions import LogContext

from forum.histories import columns, give_histories, quarter_ends
from forum.models import Action, Commitment, CommitmentReport, CommitmentsPage, Decision, HistoryIsKept, Membership
from forum.sealing import seal_history
from gateway.starter.site import add_page
from gateway.taxonomy.models import Area, Institution
from tests.factories.forum import make_commitment, make_meeting, make_user, seat
from tests.forum.test_quickness import queries_of


@pytest.fixture
def page(forum):
    return add_page(forum, CommitmentsPage(title="Commitments", slug="commitments"))


@pytest.fixture
def sindh(db):
    return Area.objects.create(code="PK8", name="Sindh", name_ur="سندھ", kind="province")


@pytest.fixture
def punjab(db):
    return Area.objects.create(code="PK6", name="Punjab", kind="province")


def text_of(client, address: str) -> str:
    return client.get(address).content.decode()


def test_each_change_of_what_is_known_is_reported_once(db):
    commitment = make_commitment(1)
    assert not commitment.reports.exists()
    commitment.state, commitment.evidence = "under-way", "<p>A law</p>"
    commitment.save()
    commitment.title = "Other words"
    commitment.save()
    commitment.confirmed_on = date(2026, 1, 2)
    commitment.save()
    told = [(report.state, report.evidence, report.confirmed_on) for report in commitment.reports.all()]
    assert told == [("under-way", "<p>A law</p>", None), ("under-way", "<p>A law</p>", date(2026, 1, 2))]
    assert str(commitment.reports.first()).endswith("under way")


def test_report_knows_who_wrote_it_and_names_only_the_institution(body):
    ministry = Institution.objects.create(code="mopass", name="Ministry")
    person = seat(body, make_user(), role="secretariat", institution=ministry)
    with LogContext(user=person):
        report = make_commitment(1, state="done").reports.get()
    with LogContext(user=make_user()):
        other = make_commitment(2, state="done").reports.get()
    assert (report.by, report.by_whom) == (person, "Ministry")
    assert (other.by_whom, make_commitment(3, state="done").reports.get().by_whom) == ("the editors", "the editors")
    Membership.objects.all().delete()
    person.delete()
    assert CommitmentReport.objects.get(pk=report.pk).by_id == report.by_id


def test_failed_report_undoes_the_change(db, monkeypatch):
    commitment = make_commitment(1)
    monkeypatch.setattr(CommitmentReport, "save", lambda *args, **kwargs: 1 / 0)
    commitment.state = "done"
    with pytest.raises(ZeroDivisionError):
        commitment.save()
    assert Commitment.objects.get().state == "unreported"


def test_models_refuse_to_rewrite_history(db):
    commitment = make_commitment(1, state="done")
    report = commitment.reports.get()
    for rewrite in (
        report.save,
        report.delete,
        CommitmentReport.objects.all().delete,
        lambda: CommitmentReport.objects.update(state="dropped"),
        lambda: Commitment.objects.update(state="dropped"),
        lambda: Commitment.objects.bulk_create([Commitment(number=9)]),
    ):
        with pytest.raises(HistoryIsKept):
            rewrite()
    assert Commitment.objects.update(title="Other words") == 1
    with pytest.raises(ProtectedError):
        commitment.delete()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE forum_commitmentreport SET state = 'dropped'",
        "DELETE FROM forum_commitmentreport",
        "INSERT OR REPLACE INTO forum_commitmentreport SELECT * FROM forum_commitmentreport",
    ],
)
def test_database_refuses_to_rewrite_history(db, sql):
    make_commitment(1, state="done")
    seal_history()
    with pytest.raises(DatabaseError, match="cannot be rewritten"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert CommitmentReport.objects.get().state == "done"


def test_history_is_sealed_only_where_its_table_is(db, monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", lambda: [])
    assert seal_history() is None


def test_nobody_confirms_tomorrow(db):
    with pytest.raises(ValidationError, match="still to come"):
        Commitment(confirmed_on=timezone.localdate().replace(year=9999)).clean()


def test_no_editor_deletes_a_commitment(db, as_):
    commitment = make_commitment(1)
    client = as_(make_user(is_superuser=True, is_staff=True))
    assert client.get(f"/admin/snippets/forum/commitment/edit/{commitment.pk}/").status_code == 200
    assert client.post(f"/admin/snippets/forum/commitment/delete/{commitment.pk}/").status_code == 302
    client.post(f"/admin/bulk/forum/commitment/delete/?id={commitment.pk}")
    assert Commitment.objects.exists()


def test_quarters_end_on_their_last_days():
    assert list(quarter_ends(date(2026, 4, 1))) == [
        date(2025, 3, 31),
        date(2025, 6, 30),
        date(2025, 9, 30),
        date(2025, 12, 31),
        date(2026, 3, 31),
    ]


def test_a_quarter_shows_what_was_recorded_by_its_end(db):
    commitment, silent = make_commitment(1), make_commitment(2)
    for day, state in ((date(2025, 6, 30), "under-way"), (date(2025, 7, 1), "done")):
        recorded = timezone.make_aware(datetime(day.year, day.month, day.day, 12))
        CommitmentReport.objects.create(commitment=commitment, state=state, recorded_at=recorded)
    give_histories([commitment, silent])
    march, june, september, *_between, today = columns([commitment, silent])
    assert [column.counts for column in (march, june, september)] == [[2, 0, 0, 0, 0], [1, 0, 1, 0, 0], [1, 0, 0, 1, 0]]
    assert (today.is_today, [segment.width for segment in today.segments]) == (True, [50.0, 50.0])


def test_page_is_honest_about_one_report_and_about_none(page, client):
    make_commitment(1)
    assert "Nothing has been recorded here so far" in text_of(client, page.url)
    make_commitment(2, state="done")
    assert "The first report was recorded here on" in text_of(client, page.url)


def test_filters_stand_in_the_address_with_counts_and_a_way_back(page, client, sindh, punjab):
    make_commitment(1, state="done").provinces.add(sindh)
    make_commitment(2, pillar="digital")
    make_commitment(3, pillar="financing").provinces.add(punjab)
    response = client.get(f"{page.url}?province=PK8&state=done&state=unreported&state=zz")
    tracker, text = response.context["tracker"], response.content.decode()
    assert [commitment.number for commitment in tracker.found] == [1, 2]
    assert {option.value: option.count for option in tracker.facets[1].options} == {"PK6": 2, "PK8": 2}
    assert [option.count for option in tracker.facets[0].options] == [1, 0, 0, 1]
    assert tracker.choices[0] == ("Sindh", "state=unreported&state=done")
    assert tracker.unknown == ["zz"]
    assert "not known here" in text
    assert "2 of 3 commitments fit" in text
    assert "Promise 3" not in text
    nothing = text_of(client, f"{page.url}?province=PK6&state=done")
    assert "No commitment fits these filters" in nothing
    assert f'href="{page.url}">Show all commitments' in nothing


def test_files_hold_what_is_on_the_screen_with_its_history(page, client, sindh):
    commitment = make_commitment(1, state="under-way", evidence="<p>=1+1</p>", title_ur="وعدہ")
    commitment.provinces.add(sindh)
    commitment.institutions.add(Institution.objects.create(code="sspa", name="SSPA"))
    commitment.state, commitment.confirmed_on = "done", date(2026, 1, 2)
    commitment.save()
    make_commitment(2)
    response = client.get(f"{page.url}?format=csv")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(row[0], row[6], row[8], row[9], row[10], row[11]) for row in rows[1:]] == [
        ("1", "Sindh", "done", "2026-01-02", "'=1+1", "the editors"),
        ("1", "Sindh", "under way", "", "'=1+1", "the editors"),
        ("2", "the whole country", "no report yet", "", "", ""),
    ]
    body = json.loads(text_of(client, f"{page.url}?format=json&state=done"))
    (only,) = body["commitments"]
    assert [report["state"]["code"] for report in only["history"]] == ["done", "under-way"]
    assert body["filters"] == {"state": ["done"]}
    urdu = client.get(f"/ur{page.url}?format=json&state=done")
    assert urdu["Content-Language"] == "ur"
    told = urdu.json()["commitments"][0]
    assert (told["title"], told["provinces"]) == ("وعدہ", [{"code": "PK8", "label": "سندھ"}])


@pytest.mark.parametrize(("asked", "said"), [("format=xml", "Choose one of these"), ("format=csv&state=zz", "not known: zz")])
def test_file_that_cannot_be_given_is_refused_in_words(page, client, asked, said):
    response = client.get(f"{page.url}?{asked}")
    assert response.status_code == 400
    assert said in response.content.decode()


@pytest.fixture
def served(body):
    """A commitment that a closed meeting serves."""
    commitment = make_commitment(1)
    children = {
        "decisions": [Decision(text="A secret decision", commitment=commitment)],
        "actions": [Action(text="A secret action", commitment=commitment, due=date(2026, 1, 2))],
    }
    return make_meeting(body, title="Spring meeting", children=children)


def test_members_see_what_serves_a_commitment_and_strangers_nothing(page, served, member, outsider, as_):
    text = text_of(as_(member), page.url)
    for words in ("A secret decision", "A secret action", f"{served.url}#decision-1", f"{served.url}#action-1"):
        assert words in text
    stranger = text_of(as_(None), page.url)
    assert "secret" not in text_of(as_(outsider), page.url)
    Action.objects.all().delete()
    Decision.objects.all().delete()
    assert text_of(as_(None), page.url) == stranger
    assert "that serve it" not in stranger


def test_files_hold_nothing_of_closed_meetings_for_members_either(page, served, member, as_):
    for file_format in ("csv", "json"):
        assert "secret" not in text_of(as_(member), f"{page.url}?format={file_format}")


def test_no_shared_cache_hands_a_member_s_page_on(page, served, member, as_):
    response = as_(member).get(page.url)
    assert "private" in response["Cache-Control"]
    for answer in (response, as_(None).get(page.url)):
        assert "Cookie" in answer["Vary"]


def test_tracker_takes_as_few_queries_for_many_as_for_one(page, served, member, as_):
    client = as_(member)
    commitment = Commitment.objects.get()
    commitment.state = "done"
    commitment.evidence = f'<p><a linktype="page" id="{page.pk}">law</a></p>'
    commitment.save()
    few = len(queries_of(client, page.url))
    for number in range(2, 9):
        other = make_commitment(number, state="done", evidence=commitment.evidence)
        children = {"decisions": [Decision(text="More", commitment=other)], "actions": [Action(text="More", commitment=other)]}
        make_meeting(served.get_parent().specific, children=children)
    assert len(queries_of(client, page.url)) == few <= 30
