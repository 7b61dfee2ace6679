import pytest
from django.core import mail
from django.urls import reverse

from gateway.accounts.roles import STEWARDS
from programmes import publishing, runs
from programmes.desk import decisions, letters
from programmes.desk.report import outcome
from programmes.models import CurrentRelease, Release, Run
from programmes.publishing import NotAllowed
from programmes.registry.findings import Finding
from tests.programmes.desk.conftest import HOUR

CELLS = [("families_paid", "2025-Q1", "PK6", 100)]


def desk(release, *decision: str) -> str:
    return reverse("statistics_desk:decide" if decision else "statistics_desk:release", args=[release.pk, *decision])


@pytest.fixture
def decide(client, django_capture_on_commit_callbacks):
    def decide(release, decision: str, by, reason: str = ""):
        client.force_login(by)
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(desk(release, decision), {"reason": reason})

    return decide


def test_steward_publishes_with_a_reason_that_readers_see(decide, hold, steward, officer):
    release = hold(CELLS, uploaded_by=officer)
    assert decide(release, "publish", steward, "Late payments were added.").status_code == 302
    release.refresh_from_db()
    assert (release.state, release.decided_by, release.signed_off_by) == ("published", steward, "Sana")
    assert release.reason == "Late payments were added."
    assert CurrentRelease.objects.get().release == release


def test_publication_is_a_run_whose_progress_can_be_watched(decide, hold, steward, officer, client, monkeypatch):
    told = []
    monkeypatch.setattr("programmes.runs.ring", lambda run: None)
    release = hold(CELLS, uploaded_by=officer)
    answer = decide(release, "publish", steward, "Looked at.")
    run = Run.objects.get()
    assert answer.url == reverse("statistics_desk:run", args=[run.pk])
    assert "It will be published" in client.get(answer.url).content.decode()
    assert set(client.get(reverse("statistics_desk:progress", args=[run.pk])).json()["stages"]) == {"audit", "publish"}
    assert desk(release, "publish") not in client.get(desk(release)).content.decode()
    assert answer.url in client.get(desk(release)).content.decode()
    assert runs.start_decision(release, by=officer) == run
    runs.carry_out(run, watch=lambda done, step: told.append((step, done)))
    assert told[0] == ("audit", 0)
    assert told[-1] == ("publish", 80)
    assert told == sorted(told, key=lambda step: step[1])
    assert "Readers see the new figures" in client.get(answer.url).content.decode()
    assert runs.carry_out(run) is None
    release.refresh_from_db()
    assert (release.state, release.decided_by, release.reason) == ("published", steward, "Looked at.")


@pytest.mark.parametrize(
    ("state", "said"),
    [("published", "published it since"), ("superseded", "replaced it"), ("refused", "refused it"), ("withdrawn", "withdrawn")],
)
def test_a_held_export_says_what_became_of_it(state, said, hold, officer, client):
    release = hold(CELLS, uploaded_by=officer)
    run = Run.objects.create(door="upload", started_by=officer, export_id="payments-7", state="held", release=release)
    client.force_login(officer)
    address = reverse("statistics_desk:run", args=[run.pk])
    assert "waits for a data steward" in client.get(address).content.decode()
    Release.objects.filter(pk=release.pk).update(state=state)
    page = client.get(address).content.decode()
    assert said in page
    assert "waits for a data steward" not in page
    Release.objects.filter(pk=release.pk).update(embargo_until=HOUR)
    assert ("under embargo until" in client.get(address).content.decode()) is (state == "published")


def test_what_a_decision_lacks_is_said_above_the_long_table(decide, hold, steward):
    release = hold(CELLS)
    answer = decide(release, "refuse", steward)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert page.index("Nothing was decided") < page.index("Old and new figures")
    assert "your words are kept below" not in page


@pytest.mark.parametrize("end", ["unsafe", "embargo", "decided", "own"])
def test_publication_that_does_not_come_about_says_why(end, hold, steward, people, make_release, client, monkeypatch):
    release = hold(CELLS)
    run = runs.start_decision(release, by=steward, reason="Looked at.")
    if end == "unsafe":
        monkeypatch.setattr(publishing, "findings_of", lambda *known: [Finding("disclosure", "", column="families_paid")])
    elif end == "embargo":
        make_release([("kafaalat", "families_paid", "2025-Q1", "PK6", 90)], embargo_until=HOUR)
    elif end == "decided":
        publishing.refuse(release, by=people("Tahir", STEWARDS), reason="Too late.")
    else:
        publishing.publish(release, by=steward)
    report = runs.carry_out(run)
    rules = {"unsafe": "disclosure", "embargo": "embargo-pending", "decided": "decided-meanwhile", "own": ""}
    states = {"decided": "already published", "own": "published"}
    assert [finding.rule for finding in report.reserved or report.findings] == [rules[end]][: end != "own"]
    assert report.state == states.get(end, "held")
    client.force_login(steward)
    page = client.get(reverse("statistics_desk:run", args=[run.pk])).content.decode()
    assert outcome(run) in page
    assert rules[end] in page


def test_steward_who_comes_second_is_told_whose_decision_it_is(decide, hold, steward, officer, people, client, monkeypatch):
    monkeypatch.setattr("programmes.runs.ring", lambda run: None)
    release = hold(CELLS, uploaded_by=officer)
    decide(release, "publish", steward, "Looked at.")
    shown = client.get(decide(release, "publish", people("Tahir", STEWARDS), "Looked at it too.").url).content.decode()
    assert "Sana is publishing this release already" in shown
    assert "Decided by" in shown


def test_what_is_published_meanwhile_is_attacked_with_it(hold, steward, monkeypatch, make_release):
    audits = []

    def attacked(release, *known):
        audits.append(release)
        if len(audits) < 9:
            make_release([], dataset=f"other-{len(audits)}")
        return []

    monkeypatch.setattr(publishing, "findings_of", attacked)
    publishing.sign_off(hold(CELLS), by=steward)
    assert len(audits) == 4
    assert Release.objects.filter(state="published").count() == 5


def test_reason_is_asked_for_where_the_release_is_an_exception(decide, hold, steward):
    release = hold(CELLS)
    answer = decide(release, "publish", steward, "  ")
    assert answer.status_code == 400
    assert "Give the reason in a sentence" in answer.content.decode()
    assert Release.objects.get().state == "held"


def test_reason_that_holds_a_number_of_a_person_is_not_published(decide, hold, steward):
    answer = decide(hold(CELLS), "publish", steward, "As Zulekha, 0321 7654321, explained.")
    assert answer.status_code == 400
    assert "Take the identity card number, telephone number or e-mail address out" in answer.content.decode()
    assert "As Zulekha, 0321 7654321, explained." in answer.content.decode()
    assert Release.objects.get().state == "held"


def test_quoted_figures_need_a_signature_and_no_reason(decide, hold, steward):
    release = hold(CELLS, rules=("awaits-sign-off",))
    assert decide(release, "publish", steward).status_code == 302
    assert Release.objects.get().state == "published"


def test_correction_needs_a_reason_whatever_it_was_held_for(hold):
    assert decisions.needs_reason(hold(CELLS, rules=("awaits-sign-off",), supersedes="earlier"))


def test_nobody_signs_off_what_they_handed_in(decide, hold, steward, people, client):
    other = people("Tahir", STEWARDS)
    release = hold(CELLS, uploaded_by=steward)
    client.force_login(steward)
    shown = client.get(desk(release)).content.decode()
    assert desk(release, "publish") not in shown
    assert "You handed this export in yourself" in shown
    assert "Tahir" in shown
    answer = decide(release, "publish", steward, "It is quite right, believe me.")
    assert answer.status_code == 403
    for words in ("Nothing was decided", "Tahir"):
        assert words in answer.content.decode()
    assert Release.objects.get().state == "held"
    assert decide(release, "publish", other, "Looked at.").status_code == 302


def test_lone_steward_learns_that_there_is_no_other(hold, steward, client):
    release = hold(CELLS, uploaded_by=steward)
    client.force_login(steward)
    assert "At present there is no other." in client.get(desk(release)).content.decode()


def test_own_export_may_be_taken_back(decide, hold, steward):
    release = hold(CELLS, uploaded_by=steward)
    assert decide(release, "refuse", steward, "A mistake of mine.").status_code == 302
    assert Release.objects.get().state == "refused"


def test_refusal_needs_a_reason_and_its_reason_reaches_the_officer(decide, hold, steward, officer, client):
    release = hold(CELLS, uploaded_by=officer)
    run = Run.objects.create(door="upload", folder="/x", started_by=officer, state="held", release=release)
    assert decide(release, "refuse", steward).status_code == 400
    assert decide(release, "refuse", steward, "Sindh is missing.").status_code == 302
    client.force_login(officer)
    assert "Sindh is missing." in client.get(reverse("statistics_desk:run", args=[run.pk])).content.decode()
    (letter,) = mail.outbox
    assert letter.to == [officer.email]
    assert "refused" in letter.body
    assert "Sindh" not in letter.body
    assert reverse("statistics_desk:run", args=[run.pk]) in letter.body


def test_what_was_typed_is_kept_when_another_was_quicker(decide, hold, steward, people):
    release = hold(CELLS)
    publishing.refuse(release, by=people("Tahir", STEWARDS), reason="Too late.")
    answer = decide(release, "publish", steward, "A long and careful reason.")
    assert answer.status_code == 403
    assert "Nothing was decided" in answer.content.decode()


def test_words_of_a_refused_sign_off_stay_in_the_form(decide, hold, steward, make_release):
    make_release([("kafaalat", "families_paid", "2025-Q1", "PK6", 90)], embargo_until=HOUR)
    answer = decide(hold(CELLS), "publish", steward, "A long and careful reason.")
    assert answer.status_code == 403
    assert "A long and careful reason." in answer.content.decode()


def test_published_release_is_withdrawn_with_a_reason(decide, make_release, steward):
    release = make_release([("kafaalat", "families_paid", "2025-Q1", "PK6", 90)])
    assert decide(release, "withdraw", steward).status_code == 400
    assert decide(release, "withdraw", steward, "Counted twice.").status_code == 302
    release.refresh_from_db()
    assert (release.state, release.reason) == ("withdrawn", "Counted twice.")


def test_no_other_decision_has_an_address(decide, hold, steward):
    assert decide(hold(CELLS), "delete", steward, "x").status_code == 404


@pytest.mark.parametrize("decision", ["refuse", "withdraw"])
def test_decision_asks_for_the_right_itself(hold, officer, decision):
    with pytest.raises(NotAllowed):
        decisions.DECISIONS[decision](hold(CELLS), officer, "Because.")


def test_every_steward_is_told_of_a_held_release_in_their_language(hold, people, django_capture_on_commit_callbacks):
    first, _second = people("Sana", STEWARDS), people("Tahir", STEWARDS, language="ur")
    people("Gone", STEWARDS, is_active=False)
    people("Erum", "Editors")
    with django_capture_on_commit_callbacks(execute=True):
        hold(CELLS, uploaded_by=first)
    assert [letter.to[0] for letter in mail.outbox] == ["sana@example.org", "tahir@example.org"]
    assert "You handed it in yourself" in mail.outbox[0].body
    assert "100" not in mail.outbox[0].body


def test_rights_are_asked_as_the_letter_is_sent(hold, steward, officer):
    release = hold(CELLS, uploaded_by=officer)
    steward.groups.clear()
    letters.tell_stewards(release.pk)
    publishing.refuse(release, by=steward, reason="No.")
    officer.groups.clear()
    letters.tell_decision(release.pk)
    letters.tell_stewards(release.pk)
    assert mail.outbox == []


def test_nobody_is_told_of_their_own_decision(hold, steward):
    release = hold(CELLS, uploaded_by=steward)
    publishing.refuse(release, by=steward, reason="Mine.")
    letters.tell_decision(release.pk)
    letters.tell_decision(0)
    assert mail.outbox == []
