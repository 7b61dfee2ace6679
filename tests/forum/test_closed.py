"""Who is no member learns nothing of a meeting, on any channel; who is one finds every word of it.

A different secret word stands in every field of a meeting. Every address that the site has is
asked for as each kind of reader, and the answers are searched for the words.
"""

import io
from datetime import time, timedelta

import pypdfium2
import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.utils import timezone
from PIL import Image as Drawing
from wagtail.models import Comment, GroupPagePermission, PageViewRestriction, Revision

from forum.actions.stopping import stop_url
from forum.communique.publishing import publish
from forum.events.tickets import ticket_of
from forum.minutes.confirming import correct, latest
from forum.models import (
    Action,
    ActionReport,
    AgendaItem,
    Amendment,
    CarriedAction,
    Commitment,
    CommitmentsPage,
    Decision,
    EventProceeding,
    EventRegistration,
    EventSpeaker,
    MeetingPage,
    MinutesLine,
    MinutesRecall,
    Paper,
)
from forum.own_calendar import new_address
from forum.secretariat import establish
from gateway.files.models import Image
from gateway.starter.site import add_page
from tests.factories.forum import attend, invite, make_commitment, make_event, make_events, make_meeting, make_paper
from tests.forum.addresses import addresses

# Wagtail leaves the temporary file of a new rendition, and a file response that nobody reads, to the garbage collector.
# The report of wagtail-localize pages through rows without an order. Being measured, the walks take half as long again.
pytestmark = [
    pytest.mark.no_cover,
    pytest.mark.filterwarnings("ignore:(?i)unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning"),
]

ON_THE_PAGE = {
    "title": "Zanglophir",
    "slug": "zmarvosk",
    "summary": "Zbrellinox",
    "place": "Zcarmithul",
    "link": "zdorvanqel",
    "minutes": "Zelquorast",
    "agenda title": "Zfimbrolin",
    "agenda presenter": "Zgrathomel",
    "agenda description": "Zhulvendar",
    "agenda minutes": "Zirquopald",
    "decision": "Zjestramol",
    "action": "Zkelvorint",
    "reason for cancelling": "Zvaldrimoc",
    "invitation's note": "Zwexolin",
    "invitation's deputy": "Zyphandor",
    "name on the attendance list": "Zebrovane",
    "deputy on the attendance list": "Zixomire",
    "carried action": "Zofrandil",
    "paper title": "Zlumbraxid",
    "file name": "zmontiverg",
    "file text": "Znorquibal",
    "report note": "Zadrovelm",
    "report evidence": "Zebulquint",
    "report author": "Zilvantro",
    "report file title": "Zogremauf",
    "report file name": "zurblentik",
    "report file text": "Zynqualder",
    "line of circulated minutes": "Zamprelith",
    "proposal": "Zabrindole",
    "reason why minutes were taken back": "Zetrolmund",
    "reason of a proposal": "Zecholvane",
    "answer to a proposal": "Zidranmoth",
    "confirmed minutes": "Zogrimband",
    "corrected minutes": "Zuvenprial",
    "reason of a correction": "Zywarmolt",
}
IN_THE_ADMIN = {
    "file title": "Zoprelvand",
    "file tag": "zpuldrakin",
    "image title": "Zquastorim",
    "image tag": "zrolvendip",
    "comment": "Zsorbumelt",
    "draft": "Ztrilquand",
    "first title": "Zumbravoth",
}
ON_A_CLOSED_EVENT = {
    "event": "Zabrundel",
    "event's summary": "Zeglomin",
    "event's place": "Zibrakost",
    "event's reason": "Zodramel",
    "event's introduction": "Zubrinter",
    "event's outcome": "Zarkomind",
    "event's speaker": "Zendrisko",
    "event's session": "Zilgramon",
    "event's session's person": "Zoskavir",
    "event's track": "Zuldramek",
    "event's proceedings": "Zamburil",
}
OF_WHO_REGISTERED = {
    "name of who registered": "Zavindrel",
    "address of who registered": "zembrakil",
    "institution of who registered": "Zistromel",
    "needs of who registered": "Zorlaquin",
}
WORDS = ON_THE_PAGE | IN_THE_ADMIN | ON_A_CLOSED_EVENT | OF_WHO_REGISTERED
BROKEN_ON_PURPOSE = {"/admin/failwhale/"}
NOT_THERE = {403, 404}
SIGNS_OUT = ("/admin/logout/",)


@pytest.fixture
def meeting(body, secretary, member):
    w = WORDS
    add_page(body.get_parent(), CommitmentsPage(title="Commitments", slug="commitments"))
    commitment = make_commitment(1, state="under-way", evidence="<p>A law</p>")
    paper = make_paper(body, f"{w['file name']}.txt", w["file text"].encode(), title=w["file title"])
    paper.tags.add(w["file tag"])
    children = {
        "agenda": [
            AgendaItem(
                starts_at=time(10),
                title=w["agenda title"],
                presenter=w["agenda presenter"],
                description=w["agenda description"],
                minutes=f"<p>{w['agenda minutes']}</p>",
                papers=[Paper(document=paper, title=w["paper title"])],
            )
        ],
        "decisions": [Decision(text=w["decision"], commitment=commitment)],
        "actions": [Action(text=w["action"], commitment=commitment, person=member, decision_number=1)],
    }
    meeting = make_meeting(
        body,
        children=children,
        title=w["first title"],
        slug="first-slug",
        summary=w["summary"],
        place=w["place"],
        link=f"https://example.org/{w['link']}",
        minutes_state="circulated",
        minutes=f"<p>{w['minutes']}</p>",
        state="cancelled",
        cancelled_because=w["reason for cancelling"],
    )
    earlier = earlier_meeting(body, secretary, member)
    CarriedAction.objects.create(meeting=meeting, action=earlier.actions.get())
    invite(meeting, member, reply="deputy", deputy=w["invitation's deputy"], note=w["invitation's note"])
    attend(meeting, name=w["name on the attendance list"], state="deputy", deputy=w["deputy on the attendance list"])
    meeting.title, meeting.slug = w["title"], w["slug"]
    meeting.save_revision(user=secretary, log_action=True).publish(user=secretary)
    meeting.summary = w["draft"]
    meeting.save_revision(user=secretary, log_action=True)
    Comment.objects.create(page=meeting, user=secretary, text=w["comment"], contentpath="title")
    proof = make_paper(body, f"{w['report file name']}.txt", w["report file text"].encode(), title=w["report file title"])
    said = {"note": w["report note"], "evidence": w["report evidence"], "by_whom": w["report author"], "document": proof}
    ActionReport.objects.create(action=meeting.actions.get(), state="under-way", **said)
    meeting.refresh_from_db()
    return meeting


def earlier_meeting(body, secretary, member):
    """Held, with a line under discussion; and another, with corrected minutes, of which the summary alone is public."""
    w = WORDS
    actions, agenda = [Action(text=w["carried action"])], [AgendaItem(title="Item", minutes=w["line of circulated minutes"])]
    children = {"actions": actions, "agenda": agenda}
    earlier = make_meeting(body, days=-90, state="held", minutes_state="circulated", children=children)
    line = MinutesLine.objects.get(text=w["line of circulated minutes"])
    said = {"note": w["reason of a proposal"], "answer": w["answer to a proposal"], "state": "refused"}
    MinutesRecall.objects.create(meeting=earlier, reason=w["reason why minutes were taken back"], by=secretary)
    Amendment.objects.create(line=line, person=member, before=line.text, text=w["proposal"], **said)
    sealed = make_meeting(
        body, days=-120, state="held", minutes_state="confirmed", minutes=w["confirmed minutes"], summary="Open"
    )
    version = latest(sealed)
    correct(version, {"summary": ["Open"], "opening": [w["corrected minutes"]]}, w["reason of a correction"], None)
    publish(sealed, "Communiqué", ["summary"], False, secretary)
    return earlier


@pytest.fixture
def picture(body):
    buffer = io.BytesIO()
    Drawing.new("RGB", (8, 8)).save(buffer, "PNG")
    file = ImageFile(io.BytesIO(buffer.getvalue()), name="picture.png")
    image = Image.objects.create(title=WORDS["image title"], collection=establish(body).collection, file=file)
    image.tags.add(WORDS["image tag"])
    return image


@pytest.fixture
def event(home, member, secretary):
    """An event that only a group may read and edit, both members of the body among it; and somebody who registered."""
    w = WORDS
    session = {"title": w["event's session"], "track": w["event's track"], "people": [{"name": w["event's session's person"]}]}
    event = make_event(
        make_events(home),
        timezone.localdate() + timedelta(days=9),
        title=w["event"],
        summary=w["event's summary"],
        place=w["event's place"],
        earlier_dates=[["2026-01-01", ""]],
        takes_registrations=True,
        change_reason=w["event's reason"],
        introduction=w["event's introduction"],
        outcome=w["event's outcome"],
        speakers=[EventSpeaker(name=w["event's speaker"])],
        proceedings=[EventProceeding(title=w["event's proceedings"], page=home)],
        programme=[("day", {"date": timezone.localdate(), "sessions": [session]})],
    )
    guests = Group.objects.create(name="Guests")
    guests.user_set.add(member, secretary)
    may_change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=guests, page=event, permission=may_change)
    EventRegistration.objects.create(
        event=event,
        name=w["name of who registered"],
        email=f"{w['address of who registered']}@example.org",
        institution=w["institution of who registered"],
        needs=w["needs of who registered"],
    )
    PageViewRestriction.objects.create(page=event, restriction_type=PageViewRestriction.GROUPS).groups.add(guests)
    return event


@pytest.fixture
def everything(meeting, picture, body, event, member):
    """The addresses of the whole site, those of the meeting and its files among them, and questions to put to each."""
    paper = meeting.agenda.get().papers.get().document
    action = meeting.actions.get()
    proof = action.reports.get().document
    call_command("rebuild_search")
    return addresses(
        {
            "int": [meeting.pk],
            "event_id": [event.pk],
            "ticket": [ticket_of(event.registrations.get()), stop_url(member).rstrip("/").rpartition("/")[2]],
            "str": ["page"],
            "meeting_id": [meeting.pk, *MeetingPage.objects.exclude(pk=meeting.pk).values_list("pk", flat=True)],
            "line_id": [MinutesLine.objects.get(text=WORDS["line of circulated minutes"]).pk],
            "amendment_id": [Amendment.objects.get().pk],
            "number": [1, 2],
            "path": [picture.get_rendition("max-165x165").file.name, paper.file.name, picture.file.name],
            "_0": [paper.pk, proof.pk],
            "_1": [paper.filename, proof.filename],
            "action_id": [action.pk],
            "pk": sorted({meeting.pk, paper.pk, picture.pk, Commitment.objects.get().pk}),
            "document_id": [paper.pk],
            "doc_id": [paper.pk],
            "image_id": [picture.pk],
            "destination_id": [body.pk],
            "parent_page_id": [meeting.pk, body.pk],
            "revision_id": [Revision.objects.filter(object_id=str(meeting.pk)).earliest("pk").pk],
            "revision_id_a": ["earliest"],
            "revision_id_b": ["latest"],
            "content_type_app_name": ["forum"],
            "content_type_model_name": ["meetingpage"],
            "app_label": ["wagtailcore", "gateway_files"],
            "app_name": ["taggit"],
            "model_name": ["page", "document", "image", "tag"],
            "action": ["delete"],
            "filter_spec": ["max-165x165"],
        }
    )


@pytest.fixture
def walk(meeting, everything, as_, settings):
    """The words that a reader meets on the whole site, each with the addresses where it was met."""
    asked = [f"?q={WORDS[name]}" for name in ("title", "file text", "file title", "image title")]
    asked += ["?format=csv", "?format=json"]
    asked += [f"?id={meeting.pk}&q=z", *(f"?term={WORDS[name][:4]}" for name in ("file tag", "image tag"))]

    def walk_as(user, but_not=()):
        client = as_(user)
        client.raise_request_exception = False
        met, broken = {}, set()
        own = [new_address(user).removeprefix(settings.SITE_URL)] if user else []
        for address in [*everything, *own]:
            if address.startswith((*but_not, *SIGNS_OUT)):
                continue
            for query in ["", *(query for query in asked if takes_question(address, query))]:
                response = client.get(address + query)
                if response.status_code >= 500:
                    broken.add(address)
                for word in words_in(response, address + query):
                    met.setdefault(word, []).append(address + query)
                if response.status_code in NOT_THERE:
                    break
        assert broken <= BROKEN_ON_PURPOSE
        assert ("_auth_user_id" in client.session) == (user is not None)
        return met

    return walk_as


def takes_question(address: str, query: str) -> bool:
    if query.startswith("?term"):
        return "autocomplete" in address
    if query.startswith("?format"):
        return "/commitments/" in address
    if query.startswith("?id"):
        return any(part in address for part in ("choose", "/bulk/"))
    return any(part in address for part in ("search", "results", "chooser/results", "/api/"))


def words_in(response, asked: str) -> set[str]:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    words = pdf_words(body) if body.startswith(b"%PDF-") else body.decode(errors="replace")
    text = f"{words} {response.headers.get('Location', '')}".lower()
    return {word for word in WORDS.values() if word.lower() in text and word.lower() not in asked.lower()}


def pdf_words(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as pdf:
        return " ".join(page.get_textpage().get_text_bounded() for page in pdf)


@pytest.mark.parametrize("who", ["anonymous", "learner"])
def test_strangers_learn_nothing(walk, learner, who):
    assert walk(learner if who == "learner" else None, but_not=("/admin/",)) == {}


def test_nobody_enters_the_admin_without_a_right(client, learner, as_):
    assert as_(learner).get("/admin/").status_code == 302


def test_member_and_secretary_of_another_body_learns_nothing(walk, outsider):
    assert walk(outsider) == {}


def test_editor_with_every_right_but_no_seat_learns_nothing(walk, editor):
    assert walk(editor) == {}


def test_member_finds_every_word_that_is_published(walk, member):
    met = walk(member, but_not=("/admin/",))
    assert set(met) == {*ON_THE_PAGE.values(), *ON_A_CLOSED_EVENT.values()}
    for name in ("decision", "action"):
        assert {"/forum/commitments/", "/ur/forum/commitments/"} <= set(met[WORDS[name]])
    for name in ("decision", "action"):
        assert "/forum/my-actions/" in met[WORDS[name]]
        assert any(address.startswith("/forum/actions/") for address in met[WORDS[name]])
    assert any(address.endswith(f"/{WORDS['slug']}/") for address in met[WORDS["report evidence"]])
    for name in ("title", "summary", "place", "agenda title", "agenda presenter", "agenda description", "paper title"):
        assert any(address.endswith("/pack.pdf") for address in met[WORDS[name]])
    for name in ("title", "place", "link", "reason for cancelling"):
        assert any(address.startswith("/forum/calendar/") for address in met[WORDS[name]])


def test_secretary_finds_every_word_in_the_admin(walk, secretary):
    assert set(walk(secretary)) == set(WORDS.values())
