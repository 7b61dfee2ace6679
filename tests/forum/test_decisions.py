"""What becomes of a decision: linked to actions by its number in one form, and shown wherever the decision stands."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, querydict_from_html

from forum.carrying_out import Standing, give_actions
from forum.minutes.circulating import lay_out
from forum.minutes.confirming import seal
from forum.models import Action, ActionReport, Decision, MeetingPage
from gateway.taxonomy.models import Institution
from tests.factories.forum import make_meeting, make_paper

YESTERDAY, TOMORROW = (timezone.localdate() + timedelta(days=days) for days in (-1, 1))


def standing_of(*actions: tuple, **fields) -> Standing:
    found = [Action(decision_number=1, state=state, due=due) for state, due in actions]
    (decision,) = give_actions([Decision(number=1, **fields)], [*found, Action(decision_number=2, state="done")])
    assert decision.carried_by == found
    return decision.standing


@pytest.mark.parametrize(
    ("actions", "standing"),
    [
        ([], "no-action"),
        ([("open", None)], "open"),
        ([("open", TOMORROW), ("dropped", None)], "open"),
        ([("open", TOMORROW), ("done", None)], "under-way"),
        ([("under-way", None)], "under-way"),
        ([("under-way", TOMORROW), ("open", YESTERDAY)], "overdue"),
        ([("done", YESTERDAY), ("dropped", None)], "done"),
        ([("dropped", YESTERDAY)], "dropped"),
    ],
)
def test_decision_stands_as_its_actions_do(actions, standing):
    assert standing_of(*actions) == standing


def test_decision_that_nobody_has_to_carry_out_is_decided():
    assert standing_of(needs_no_action=True) == "decided"
    assert standing_of(("open", None), needs_no_action=True) == "open"


@pytest.fixture
def meeting(body, member):
    office = Institution.objects.create(code="sspa", name="Sindh authority")
    decisions = [Decision(text="Build a dam"), Decision(text="Thank the host", needs_no_action=True)]
    actions = [
        Action(text="Draw the dam", decision_number=1, institution=office, person=member, due=YESTERDAY),
        Action(text="Sweep up"),
    ]
    return make_meeting(body, state="held", children={"decisions": decisions, "actions": actions})


def report(meeting, **said) -> ActionReport:
    return ActionReport.objects.create(action=meeting.actions.get(decision_number=1), state="under-way", **said)


def test_meeting_tells_who_carries_a_decision_out_by_when_how_far_and_what_shows_it(meeting, member, as_):
    report(meeting, evidence="Letter of 3 May")
    report(meeting, document=make_paper(meeting.get_parent().specific, "plan.txt", title="Plan of the dam"))
    report(meeting, note="No proof in this one")
    page = as_(member).get(meeting.url).content.decode()
    decisions = page.partition('id="decisions"')[2].partition("</section>")[0]
    for words in (
        'href="#action-1"',
        "Sindh authority",
        "member@example.org",
        "overdue",
        "under way",
        "Plan of the dam",
        "decided",
    ):
        assert words in decisions
    assert "Letter of 3 May" not in decisions
    assert 'href="#decision-1"' in page.partition('id="actions"')[2]


@pytest.mark.parametrize("is_sealed", [False, True])
def test_minutes_tell_it_beside_the_words_that_were_sealed(meeting, member, as_, is_sealed):
    lay_out(meeting)
    version = seal(meeting, None, None) if is_sealed else None
    report(meeting, evidence="Letter of 3 May")
    page = as_(member).get(reverse("minutes", args=[meeting.pk])).content.decode()
    for words in (f'href="{meeting.url}#action-1"', "Letter of 3 May", "overdue", "decided"):
        assert words in page
    if version:
        assert "overdue" not in str(version.parts)
        old = as_(member).get(reverse("minutes_version", args=[meeting.pk, 1])).content.decode()
        assert "Build a dam" in old
        assert "overdue" not in old


def test_members_page_of_actions_names_the_decision(meeting, member, secretary, as_):
    client, action = as_(member), meeting.actions.get(decision_number=1)
    for address in (reverse("my_actions"), reverse("action", args=[action.pk])):
        page = client.get(address).content.decode()
        assert f'href="{meeting.url}#decision-1"' in page
        assert "Build a dam" in page
    assert "Build a dam" in as_(secretary).get(reverse("forum_desk:actions", args=[meeting.pk])).content.decode()


def test_preview_shows_the_decision_with_actions_that_are_not_stored_yet(meeting, member, rf):
    meeting.actions.add(Action(text="Ask the engineer", number=3, decision_number=1))
    request = rf.get("/")
    request.user, request.is_preview = member, True
    (decision, _thanks) = meeting.get_context(request)["decisions"]
    assert [action.number for action in decision.carried_by] == [1, 3]


def edited(client, meeting, decisions: list[dict], actions: list[dict]):
    """The meeting's form sent with more rows than it had."""
    address = reverse("wagtailadmin_pages:edit", args=[meeting.pk])
    data = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form").dict()
    data = {name: value for name, value in data.items() if not name.startswith(("decisions-", "actions-"))}
    defaults = {"number": "", "text": "Words", "commitment": ""}
    more = {"due": "", "institution": "", "person": "", "decision_number": ""}
    for name, rows, empty in (("decisions", decisions, defaults), ("actions", actions, defaults | more)):
        kept = [row["id"] for row in rows if "id" in row]
        data |= nested_form_data({name: inline_formset([empty | row for row in rows], initial=len(kept))})
    return client.post(address, data)


def rows(records) -> list[dict]:
    return [{"id": record.pk, "number": record.number, "text": record.text} for record in records.order_by("number")]


def test_new_decision_and_new_action_are_linked_in_one_form(meeting, secretary, as_):
    decisions, actions = rows(meeting.decisions), rows(meeting.actions)
    response = edited(as_(secretary), meeting, [*decisions, {}], [*actions, {"decision_number": "3"}])
    assert response.status_code == 302
    draft = MeetingPage.objects.get(pk=meeting.pk).get_latest_revision_as_object()
    assert [decision.number for decision in draft.decisions.all()] == [1, 2, 3]
    assert [action.decision_number for action in draft.actions.all()] == [None, None, 3]


def test_number_of_no_decision_is_named_at_its_field(meeting, secretary, as_):
    decisions, actions = rows(meeting.decisions), rows(meeting.actions)
    struck = [decisions[0], decisions[1] | {"DELETE": "on"}]
    response = edited(as_(secretary), meeting, struck, [*actions, {"decision_number": "2"}])
    (form,) = [form for form in response.context["form"].formsets["actions"].forms if form.errors]
    assert form.errors == {"decision_number": ["This meeting has no decision 2. Its decisions are: 1."]}
    assert "This meeting has no decision 2." in response.content.decode()


def test_number_given_twice_is_named_at_its_field(meeting, secretary, as_):
    response = edited(as_(secretary), meeting, [*rows(meeting.decisions), {"number": "1"}], rows(meeting.actions))
    assert "have the same number" in response.content.decode()


@pytest.mark.parametrize(("taken", "message"), [([], "taken no decision"), ([Decision(text="a")], "has no decision 2")])
def test_action_carries_out_a_decision_of_its_own_meeting_only(body, taken, message):
    with pytest.raises(ValidationError, match=message):
        make_meeting(body, children={"decisions": taken, "actions": [Action(text="b", decision_number=2)]})


def test_copy_of_a_meeting_keeps_its_actions_with_their_decisions(meeting):
    copy = meeting.copy(update_attrs={"slug": "copy"}, keep_live=False)
    assert [action.decision_number for action in copy.actions.order_by("number")] == [1, None]
