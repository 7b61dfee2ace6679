"""Circulated minutes taken back to the draft: with a reason, with what was accepted, and with what was proposed kept."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from forum.minutes import circulating
from forum.minutes.confirming import confirm, latest
from forum.minutes.recalling import recall
from forum.models import AgendaItem, Amendment, MeetingPage, MinutesLetter, MinutesRecall
from gateway.search.models import IndexedPage
from gateway.search.writing import write_due
from tests.factories.forum import seat
from tests.forum.minutes.addresses import desk, give_answer, line_page, page_of, propose, the_line

WHY = "The list of those present was wrong"


@pytest.fixture
def proposals(circulated, member, secretary, as_):
    """One accepted, one that nobody has answered."""
    accepted, waiting = propose(the_line(), member, "The river fell."), propose(the_line("Two"), member, "Three")
    give_answer(as_(secretary), circulated, accepted)
    return accepted, waiting


def take_back(client, meeting, reason=WHY):
    return client.post(desk("minutes_recall", meeting), {"reason": reason}, follow=True)


def test_draft_holds_what_was_accepted_and_the_form_changes_it_again(circulated, proposals, secretary, as_):
    client = as_(secretary)
    assert "This field is required" in take_back(client, circulated, "").content.decode()
    assert "The minutes are a draft again." in take_back(client, circulated).content.decode()
    circulated.refresh_from_db()
    assert (circulated.minutes_state, circulated.has_unpublished_changes) == ("draft", False)
    assert circulated.minutes == "<p>All came.</p>"
    assert AgendaItem.objects.get().minutes == "<p>The river fell.</p><ul><li>One</li><li>Two</li></ul>"
    assert "The river fell." in str(circulated.get_latest_revision_as_object().agenda.get().minutes)
    form = client.get(reverse("wagtailadmin_pages:edit", args=[circulated.pk])).content.decode()
    assert "agenda-0-minutes" in form
    page = client.get(desk("minutes", circulated)).content.decode()
    for words in (WHY, "Proposed for the earlier text", "not answered", "Circulate"):
        assert words in page


def test_draft_of_the_page_that_was_not_published_stays_one(circulated, proposals, secretary):
    circulated.title = "Not yet"
    circulated.save_revision()
    recall(circulated, WHY, secretary)
    circulated.refresh_from_db()
    assert (circulated.title, circulated.has_unpublished_changes) == ("Spring", True)
    assert "The river fell." in AgendaItem.objects.get().minutes
    draft = circulated.get_latest_revision_as_object()
    assert (draft.title, "The river fell." in draft.agenda.get().minutes) == ("Not yet", True)


def test_text_that_nobody_changed_is_left_alone(circulated, secretary):
    recall(circulated, WHY, secretary)
    circulated.refresh_from_db()
    assert AgendaItem.objects.get().minutes == "<p>The river rose.</p><ul><li>One</li><li>Two</li></ul>"
    assert circulated.latest_revision_id == MeetingPage.objects.get(pk=circulated.pk).latest_revision_id


def test_members_read_why_and_no_longer_what(circulated, proposals, member, body, secretary, as_):
    write_due()
    assert "river" in IndexedPage.objects.get(page=circulated).text
    recall(circulated, WHY, secretary)
    assert not IndexedPage.objects.filter(page=circulated).exists()
    page = as_(member).get(page_of(circulated)).content.decode()
    assert WHY in page
    assert "river" not in page
    chair = as_(seat(body, role="chair")).get(page_of(circulated)).content.decode()
    for words in ("The river fell.", "Proposed for the earlier text", "not answered"):
        assert words in chair


def test_those_who_were_told_of_the_minutes_get_one_letter(meeting, member, secretary, as_, django_capture_on_commit_callbacks):
    client = as_(secretary)
    for step in (lambda: client.post(desk("minutes_circulate", meeting)), lambda: take_back(client, meeting)):
        with django_capture_on_commit_callbacks(execute=True):
            assert step().status_code in {200, 302}
    first, second = mail.outbox
    assert (second.to, second.subject) == (["member@example.org"], "Minutes taken back: Spring")
    assert WHY in second.body
    assert "circulated:" not in second.body
    assert first.extra_headers["Message-ID"] != second.extra_headers["Message-ID"]
    assert "</bdi>: sent" in client.get(desk("minutes", meeting)).content.decode()
    circulating.send_due()
    assert len(mail.outbox) == 2
    with django_capture_on_commit_callbacks(execute=True):
        client.post(desk("minutes_circulate", meeting))
    assert mail.outbox[2].subject == "Minutes: Spring"


def test_nobody_is_told_that_what_they_never_heard_of_is_taken_back(circulated, member, secretary):
    MinutesLetter.objects.create(meeting=circulated, person=member)
    assert recall(circulated, WHY, secretary) == 0
    assert not MinutesLetter.objects.exists()


def test_minutes_circulated_anew_begin_without_old_proposals_but_show_them(
    circulated, proposals, next_meeting, member, secretary, as_
):
    recall(circulated, WHY, secretary)
    circulating.circulate(circulated)
    circulated.refresh_from_db()
    page = as_(member).get(page_of(circulated)).content.decode()
    assert "As circulated" in page
    assert "1 open proposal" not in page
    assert page.count("Proposed for the earlier text") == 2
    waiting = proposals[1]
    answered = give_answer(as_(secretary), circulated, waiting).content.decode()
    assert "proposed for a text that was taken back" in answered
    assert circulated.search_text().count("One") == 1
    confirm(circulated, next_meeting, secretary)
    assert str(latest(circulated).parts).count("The river fell.") == 1
    waiting.refresh_from_db()
    assert waiting.state == "open"


def test_proposal_that_comes_too_late_stays_in_its_form(circulated, body, member, secretary, as_):
    line = the_line()
    recall(circulated, WHY, secretary)
    said = {"text": "My words", "before": line.text}
    page = as_(member).post(line_page(circulated, line), said).content.decode()
    assert "taken these minutes back" in page
    assert "My words" in page
    assert as_(member).get(line_page(circulated, line)).status_code == 404
    assert as_(seat(body)).post(line_page(circulated, line), said).status_code == 404
    assert not Amendment.objects.exists()


@pytest.mark.parametrize("state", ["draft", "confirmed"])
def test_only_circulated_minutes_are_taken_back(meeting, secretary, as_, state):
    MeetingPage.objects.update(minutes_state=state)
    assert "not once they are confirmed" in take_back(as_(secretary), meeting).content.decode()
    with pytest.raises(ValidationError):
        recall(meeting, WHY, secretary)
    assert not MinutesRecall.objects.exists()


def test_versions_of_the_page_can_be_compared_while_the_minutes_are_discussed(circulated, secretary, as_):
    for title in ("One", "Two"):
        circulated.title = title
        circulated.save_revision()
    address = reverse("wagtailadmin_pages:revisions_compare", args=[circulated.pk, "earliest", "latest"])
    assert as_(secretary).get(address).status_code == 200


def test_only_the_secretariat_takes_them_back(circulated, member, outsider, as_):
    take_back(as_(member), circulated)
    assert take_back(as_(outsider), circulated).status_code == 404
    circulated.refresh_from_db()
    assert circulated.minutes_state == "circulated"
    assert str(MinutesRecall(meeting=circulated)).startswith(f"{circulated.pk}: ")
