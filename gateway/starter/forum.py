"""The forum's starter content: three bodies with illustrative meetings, the commitments, and seats for the demo accounts."""

import csv
import json
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.utils import timezone

from forum.communique.publishing import publish
from forum.copying import carry_over
from forum.minutes.circulating import lay_out
from forum.minutes.confirming import seal
from forum.models import (
    Action,
    ActionReport,
    AgendaItem,
    Attendance,
    AttendanceList,
    BodyPage,
    Commitment,
    CommitmentsPage,
    Decision,
    ForumIndexPage,
    Invitation,
    MeetingPage,
    Membership,
    Paper,
)
from gateway.accounts.models import User
from gateway.pages.models import HomePage
from gateway.starter.papers import load_paper
from gateway.starter.site import add_page
from gateway.taxonomy.models import Area, Institution

FOLDER = Path(__file__).parent / "data" / "forum"
DEMO_SEATS = {
    "national@example.org": ("national-forum", "", "mopass", Membership.Role.MEMBER),
    "provincial@example.org": ("sindh-committee", "PK7", "sspa", Membership.Role.MEMBER),
    "secretariat@example.org": ("national-forum", "", "mopass", Membership.Role.SECRETARIAT),
}


def read(name: str) -> dict:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def homes() -> dict[str, HomePage]:
    return {home.locale.language_code: home for home in HomePage.objects.select_related("locale")}


def load_forum() -> None:
    content = read("bodies.json")
    load_commitments()
    index, urdu_index = (
        add_page(home, page) for home, page in twins(ForumIndexPage, "forum", content["index"], show_in_menus=True)
    )
    for body in content["bodies"]:
        english = load_body(index, body)
        if "ur" in body:
            add_page(urdu_index, BodyPage(translation_key=english.translation_key, **body_fields(body, "ur")))
    words = read("commitments-page.json")
    english = add_page(index, CommitmentsPage(slug="commitments", **words["en"]))
    add_page(urdu_index, CommitmentsPage(slug="commitments", translation_key=english.translation_key, **words["ur"]))


def twins(model, slug: str, words: dict, **fields):
    """An English page below the English home and its Urdu twin below the Urdu one, unsaved, each with its parent."""
    home = homes()
    english = home["en"].get_children().filter(slug=slug).first() or model(slug=slug, **words["en"], **fields)
    yield home["en"], english
    yield home["ur"], model(slug=slug, translation_key=english.translation_key, **words["ur"], **fields)


def load_commitments() -> None:
    with (FOLDER / "commitments.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            row["confirmed_on"] = date.fromisoformat(row["confirmed_on"]) if row["confirmed_on"] else None
            Commitment.objects.get_or_create(number=row.pop("number"), defaults=row)


def body_fields(body: dict, language: str) -> dict:
    return {
        "slug": body["slug"],
        "kind": body["kind"],
        "area": Area.objects.filter(code=body["area"]).first(),
        "secretariat": Institution.objects.filter(code=body["secretariat"]).first(),
        **body.get("rules", {}),
        **body[language],
    }


def load_body(index: ForumIndexPage, content: dict) -> BodyPage:
    body = add_page(index, BodyPage(**body_fields(content, "en")))
    for meeting in content["meetings"]:
        if not body.get_children().filter(slug=meeting["slug"]).exists():
            load_meeting(body, meeting)
    return body


def load_meeting(body: BodyPage, content: dict) -> MeetingPage:
    """Its day is counted from today, so that there is always one to come."""
    first = datetime.fromisoformat(f"{in_days(content['days'])}T{content['agenda'][0]['time']}")
    starts_at = timezone.make_aware(first)
    meeting = MeetingPage(
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=3), illustrative=True, link=content.get("link", "")
    )
    meeting.cancelled_because = content.get("cancelled_because", "")
    if "moved_from_days" in content:
        back = timedelta(days=content["days"] - content["moved_from_days"])
        meeting.earlier_dates = [[(moment - back).isoformat() for moment in (meeting.starts_at, meeting.ends_at)]]
    for name in ("slug", "number", "state", "title", "summary", "place", "minutes"):
        setattr(meeting, name, content[name])
    meeting.agenda = [agenda_item(order, item) for order, item in enumerate(content["agenda"])]
    for order, paper in enumerate(content["papers"]):
        meeting.agenda.all()[paper["item"] - 1].papers.add(Paper(sort_order=order, document=load_paper(body, paper)))
    meeting.decisions = [
        Decision(
            sort_order=order,
            text=row["text"],
            commitment=commitment(row),
            needs_no_action=row.get("needs_no_action", False),
        )
        for order, row in enumerate(content["decisions"])
    ]
    meeting.actions = [action(order, row) for order, row in enumerate(content["actions"])]
    meeting.clean()
    add_page(body, meeting)
    load_reports(meeting, content["actions"])
    if meeting.is_to_come:
        carry_over(meeting)
    if "attendance" in content:
        load_attendance(body, meeting, content["attendance"])
    if content["minutes_state"] != MeetingPage.Minutes.DRAFT:
        lay_out(meeting)
    if content["minutes_state"] == MeetingPage.Minutes.CONFIRMED:
        seal(meeting, None, None)
    if "communique" in content:
        load_communique(meeting, content["communique"])
    return meeting


def load_communique(meeting: MeetingPage, content: dict) -> None:
    """Some decisions of the minutes, by their numbers."""
    decisions = meeting.decisions.filter(number__in=content["decisions"])
    publish(meeting, content["title"], [f"decision-{decision.pk}" for decision in decisions], shows_day=False, by=None)


def load_attendance(body: BodyPage, meeting: MeetingPage, rows: list[dict]) -> None:
    kept = AttendanceList.objects.create(meeting=meeting)
    for row in rows:
        vocabulary = {
            "institution": Institution.objects.filter(code=row["institution"]).first(),
            "province": Area.objects.filter(code=row["province"]).first(),
        }
        Attendance.objects.create(list=kept, **row | vocabulary)
    kept.quorum = body.quorum_of(sum(row.votes for row in kept.rows.all()))
    kept.save()


def agenda_item(order: int, item: dict) -> AgendaItem:
    fields = {name: value for name, value in item.items() if name != "time"}
    return AgendaItem(sort_order=order, starts_at=time.fromisoformat(item["time"]), **fields)


def action(order: int, row: dict) -> Action:
    institution = Institution.objects.filter(code=row["institution"]).first()
    return Action(
        sort_order=order,
        text=row["text"],
        state=row["state"],
        due=in_days(row["days"]),
        decision_number=row.get("decision"),
        institution=institution,
        commitment=commitment(row),
    )


def load_reports(meeting: MeetingPage, rows: list[dict]) -> None:
    for row in rows:
        if "report" in row:
            said = {"state": row["state"], "by_whom": "Secretariat (illustrative)", **row["report"]}
            ActionReport.objects.create(action=meeting.actions.get(text=row["text"]), **said)


def commitment(row: dict) -> Commitment | None:
    return Commitment.objects.filter(number=row["commitment"]).first()


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def seat_demo_members() -> None:
    """Each demo member sits in one body; does nothing where the account or the body is not there."""
    for email, (slug, area, institution, role) in DEMO_SEATS.items():
        person = User.objects.filter(email=email).first()
        body = BodyPage.objects.filter(slug=slug, locale__language_code="en").first()
        if person and body and not Membership.objects.filter(body=body, person=person).exists():
            Membership.objects.create(
                body=body,
                person=person,
                role=role,
                province=Area.objects.filter(code=area).first(),
                institution=Institution.objects.filter(code=institution).first(),
                term_from=date(2025, 2, 27),
            )
            invite_demo_member(body, person)


def invite_demo_member(body: BodyPage, person: User) -> None:
    """To the meetings of the body that are to come, as if letters had been sent; the secretariat has said that it comes."""
    for meeting in MeetingPage.objects.child_of(body).filter(state=MeetingPage.State.SCHEDULED):
        invitation = Invitation(meeting=meeting, person=person, wanted=meeting.version, told=meeting.version)
        invitation.sent_at = timezone.now()
        if person.memberships.filter(body=body, role=Membership.Role.SECRETARIAT).exists():
            invitation.reply, invitation.replied_for = Invitation.Reply.YES, meeting.starts_at
            invitation.replied_at, invitation.note = timezone.now(), "Arrives the evening before (illustrative)."
        invitation.save()
