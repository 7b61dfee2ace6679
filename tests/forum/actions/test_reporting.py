"""Who is in charge reports; the report is kept with who and when, and no draft of the meeting undoes it."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from forum.models import Action, ActionReport, Decision
from forum.secretariat import establish
from gateway.taxonomy.models import Institution
from tests.factories.forum import make_action, make_meeting, seat


@pytest.fixture
def meeting(body):
    return make_meeting(body, state="held", number=4)


@pytest.fixture
def action(meeting, member):
    return make_action(meeting, text="Share the payment calendar", person=member, due=timezone.localdate())


def address(action: Action) -> str:
    return reverse("action", args=[action.pk])


def test_owner_reports_and_all_members_read_who_and_when(action, body, member, as_):
    member.memberships.update(institution=Institution.objects.create(code="bisp", name="The programme"))
    said = {"state": "under-way", "note": "Two rounds are in it.", "evidence": "Letter of 3 May, https://example.org/letter"}
    assert as_(member).post(address(action), said).url == address(action)
    report = action.reports.get()
    assert (report.by, report.by_whom) == (member, "member@example.org, The programme")
    action.refresh_from_db()
    assert (action.state, action.label) == ("under-way", "4.1")
    page = as_(seat(body)).get(address(action)).content.decode()
    for words in (
        "Two rounds are in it.",
        'href="https://example.org/letter"',
        "member@example.org, The programme",
        "under way",
    ):
        assert words in page
    assert 'name="state"' not in page
    member.delete()
    assert ActionReport.objects.get().by_whom == "member@example.org, The programme"


def test_each_report_stays_in_the_history(action, member, as_):
    for state, note in (("under-way", "Begun"), ("under-way", "Half of it"), ("done", "All of it")):
        as_(member).post(address(action), {"state": state, "note": note})
    assert [report.note for report in action.reports.all()] == ["All of it", "Half of it", "Begun"]


def test_report_that_says_nothing_new_is_refused(action, member, as_):
    assert "Say what is new" in as_(member).post(address(action), {"state": "open"}).content.decode()
    assert not ActionReport.objects.exists()


def test_file_is_kept_with_the_papers_of_the_body_and_opens_to_its_members_only(action, body, member, outsider, as_):
    file = SimpleUploadedFile("letter.txt", b"Dear province", "text/plain")
    as_(member).post(address(action), {"state": "done", "file": file})
    document = action.reports.get().document
    assert (document.title, document.collection) == ("letter", establish(body).collection)
    assert (document.uploaded_by_user, document.file_size, bool(document.file_hash)) == (member, 13, True)
    assert document.url in as_(member).get(address(action)).content.decode()
    assert b"".join(as_(member).get(document.url).streaming_content) == b"Dear province"
    assert as_(outsider).get(document.url).status_code in (403, 404)


@pytest.mark.parametrize("name", ["program.exe", "letter.pdf"])
def test_file_of_another_kind_or_in_disguise_is_refused(action, member, as_, name):
    file = SimpleUploadedFile(name, b"MZ not what it says", "application/pdf")
    response = as_(member).post(address(action), {"state": "done", "file": file})
    assert response.context["form"].errors["file"]
    assert not ActionReport.objects.exists()


def test_member_who_is_not_in_charge_reads_but_does_not_report(action, body, as_):
    other = seat(body)
    assert as_(other).get(address(action)).status_code == 200
    assert as_(other).post(address(action), {"state": "done"}).status_code == 404


def test_secretariat_reports_for_others_and_sees_all_reports_at_its_desk(action, meeting, body, secretary, as_):
    earlier = make_action(make_meeting(body, days=-90, state="held", number=3), text="From before")
    done = make_action(earlier.meeting, text="Closed long ago", state="done")
    as_(secretary).post(address(action), {"state": "dropped", "note": "Overtaken", "evidence": "Minutes of June"})
    page = as_(secretary).get(reverse("forum_desk:actions", args=[meeting.pk])).content.decode()
    for words in ("Overtaken", "Minutes of June", "secretary@example.org", "From before", address(earlier)):
        assert words in page
    assert done.text not in page
    empty = make_meeting(body)
    assert "No action." in as_(secretary).get(reverse("forum_desk:actions", args=[empty.pk])).content.decode()


def test_draft_of_the_meeting_that_is_published_later_undoes_no_report(action, meeting, member, as_):
    draft = meeting.save_revision()
    as_(member).post(address(action), {"state": "done"})
    draft.publish()
    action.refresh_from_db()
    assert action.state == "done"


def test_preview_shows_the_state_of_today(action, meeting, secretary, member, as_):
    stale = meeting.save_revision().as_object()
    as_(member).post(address(action), {"state": "done"})
    page = stale.make_preview_request(None, "", {"request_user": secretary}).content.decode()
    assert "state--done" in page
    assert "state--open" not in page


def test_action_with_a_report_stays_in_the_record(action, meeting, member, as_):
    as_(member).post(address(action), {"state": "done"})
    meeting = type(meeting).objects.get(pk=meeting.pk)
    meeting.actions = []
    with pytest.raises(ValidationError, match="Action 1 has been reported on"):
        meeting.clean()


def test_no_number_is_given_twice(body):
    with pytest.raises(ValidationError, match="the same number"):
        make_meeting(body, children={"decisions": [Decision(number=2, text="A"), Decision(number=2, text="B")]})


def test_meeting_leads_to_each_action(action, meeting, member, as_):
    assert address(action) in as_(member).get(meeting.url).content.decode()


def test_person_without_an_institution_signs_with_the_name_alone(action, body, secretary, as_):
    as_(secretary).post(address(action), {"state": "done"})
    assert action.reports.get().by_whom == "secretary@example.org"
