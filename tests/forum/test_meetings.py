"""A body's meetings and what their pages show to whom."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Locale

from forum.models import Action, AgendaItem, BodyPage, Decision, MeetingPage, Membership, Paper
from gateway.accounts.audience import SUPERUSER
from gateway.accounts.models import PageAudience
from gateway.starter.site import add_page
from gateway.taxonomy.models import Area, Institution
from tests.factories.forum import make_commitment, make_meeting, make_paper, make_user, seat


def full_meeting(body, items=1, **fields):
    institution, _new = Institution.objects.get_or_create(code="sspa", defaults={"name": "Sindh authority"})
    commitment = make_commitment(100 + items)
    children = {
        "agenda": [
            AgendaItem(
                title=f"Item {n}",
                starts_at=time(10),
                minutes=f"<p>Said {n}</p>",
                papers=[Paper(document=make_paper(body, f"p{n}.txt"))],
            )
            for n in range(items)
        ],
        "decisions": [Decision(text=f"Decided {n}", commitment=commitment) for n in range(items)],
        "actions": [
            Action(text=f"Do {n}", institution=institution, person=make_user(), commitment=commitment) for n in range(items)
        ],
    }
    return make_meeting(body, children=children, **{"minutes_state": "confirmed"} | fields)


def test_translations_of_a_body_share_its_token(body, urdu_home, forum, member, as_):
    index = add_page(urdu_home, type(forum)(title="فورم", slug="forum", translation_key=forum.translation_key))
    urdu = add_page(index, BodyPage(title="سندھ", slug="sindh", translation_key=body.translation_key))
    meeting = add_page(urdu, MeetingPage(title="اجلاس", slug="ijlas", number=1, starts_at=timezone.now()))
    assert set(PageAudience.objects.filter(page=meeting).values_list("token", flat=True)) == {body.token, SUPERUSER}
    assert as_(member).get("/ur/forum/sindh/ijlas/").status_code == 200
    assert as_(None).get("/ur/forum/sindh/ijlas/").status_code == 404
    make_meeting(body, title="Spring meeting")
    assert "Spring meeting" in as_(member).get("/ur/forum/sindh/").content.decode()


def test_body_is_public_but_its_members_are_not(body, member, as_):
    make_meeting(body, title="Spring meeting")
    member.last_name = "Qureshi"
    member.save()
    office = Institution.objects.create(code="sspa", name="Sindh authority")
    sindh = Area.objects.create(code="PK7", name="Sindh", kind="province")
    member.memberships.update(institution=office, province=sindh)
    stranger = as_(None).get("/forum/sindh/").content.decode()
    for words in ("For members", "Represented in this body", "Sindh authority"):
        assert words in stranger
    assert "Spring meeting" not in stranger
    assert "Qureshi" not in stranger
    insider = as_(member).get("/forum/sindh/").content.decode()
    assert "Spring meeting" in insider
    assert "Qureshi" in insider


def test_removal_ends_access_at_the_next_request(body, member, as_):
    meeting = make_meeting(body)
    client = as_(member)
    assert client.get(meeting.url).status_code == 200
    Membership.objects.all().delete()
    assert client.get(meeting.url).status_code == 404


@pytest.mark.parametrize(
    ("begins", "ends", "opens"),
    [(None, None, True), (-1, 1, True), (0, 0, True), (1, None, False), (None, -1, False)],
)
def test_term_counts_by_the_day(body, as_, begins, ends, opens):
    today = timezone.localdate()
    days = [None if shift is None else today + timedelta(days=shift) for shift in (begins, ends)]
    person = seat(body, term_from=days[0], term_to=days[1])
    assert (as_(person).get(make_meeting(body).url).status_code == 200) is opens
    assert person.memberships.get().is_current is opens


def test_term_cannot_end_before_it_begins(body):
    with pytest.raises(ValidationError, match="ends before it begins"):
        Membership(body=body, term_from=date(2025, 2, 1), term_to=date(2025, 1, 1)).clean()


def test_meeting_moved_to_another_body_changes_hands(body, other_body, member, outsider, as_):
    meeting = make_meeting(body)
    meeting.move(other_body, pos="last-child")
    url = MeetingPage.objects.get(pk=meeting.pk).url
    assert as_(member).get(url).status_code == 404
    assert as_(outsider).get(url).status_code == 200


def test_meeting_page_shows_the_whole_record(body, member, as_):
    meeting = full_meeting(body, illustrative=True, place="Karachi")
    Paper.objects.create(document=make_paper(body, "second.txt", title="Second sheet"), item=meeting.agenda.get())
    page = as_(member).get(meeting.url).content.decode()
    for words in (
        "Item 0",
        "1.1",
        "Decided 0",
        "Do 0",
        "Promise 101",
        "Second sheet",
        "PKT",
        "Illustrative",
    ):
        assert words in page


def test_numbers_once_given_stay(body):
    meeting = make_meeting(body, children={"decisions": [Decision(text="a"), Decision(text="b", number=7), Decision(text="c")]})
    assert [decision.number for decision in meeting.decisions.all()] == [8, 7, 9]


def test_meeting_cannot_end_before_it_starts(body):
    with pytest.raises(ValidationError, match="ends before it starts"):
        make_meeting(body, ends_at=timezone.now() - timedelta(days=1))


def test_action_is_overdue_only_while_it_is_open():
    yesterday = timezone.localdate() - timedelta(days=1)
    assert Action(due=yesterday, state="open").is_overdue
    assert not Action(due=yesterday, state="done").is_overdue
    assert not Action(state="open").is_overdue


def test_search_reads_the_record(body):
    meeting = full_meeting(body)
    assert {"Item", "Said", "Decided", "Do"} <= set(meeting.search_text().split())
    assert [document.title for document in meeting.search_documents()] == ["Paper"]
    assert meeting.search_date() == timezone.localdate(meeting.starts_at)
    assert meeting.json_ld(None) == {}
    assert meeting.get_route_paths() == []


def test_meeting_of_several_days_names_both(body, member, as_):
    starts = timezone.make_aware(datetime(2025, 5, 6, 10))
    meeting = make_meeting(body, starts_at=starts, ends_at=starts + timedelta(days=1, hours=2))
    page = as_(member).get(meeting.url).content.decode()
    assert "6 May 2025" in page
    assert "7 May 2025" in page
    assert meeting.margin() == "6 to 7 May 2025"


def test_body_tells_lists_and_search_what_it_is(forum, body, rf):
    body.area = Area.objects.create(code="PK7", name="Sindh", kind="province")
    body.secretariat = Institution.objects.create(code="sspa", name="Sindh authority")
    body.mandate = "<p>Coordinate</p>"
    assert body.facts() == ["provincial steering committee", "Sindh", "Sindh authority"]
    assert body.search_facets() == {"area": ["PK7"], "institution": ["sspa"]}
    assert body.search_text() == "Coordinate"
    assert body.json_ld(rf.get("/"))["@type"] == "GovernmentOrganization"
    assert forum.search_text() == ""
    body.area = body.secretariat = None
    assert body.search_facets() == {"area": [], "institution": []}


def test_body_known_only_in_urdu_lists_no_meetings(urdu_home, member, forum, as_):
    index = add_page(urdu_home, type(forum)(title="فورم", slug="forum", translation_key=forum.translation_key))
    urdu = add_page(index, BodyPage(title="پنجاب", slug="punjab"))
    person = seat(urdu)
    assert as_(person).get("/ur/forum/punjab/").status_code == 200
    assert urdu.locale == Locale.objects.get(language_code="ur")


def test_names_of_records(body, member):
    meeting = full_meeting(body)
    item = meeting.agenda.get()
    records = [item, item.papers.get(), meeting.decisions.get(), meeting.actions.get()]
    assert [str(record) for record in records] == ["Item 0", "Paper", "1. Decided 0", "1. Do 0"]
    assert str(member.memberships.get()) == "member@example.org, member"
