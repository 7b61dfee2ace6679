"""Where something is used: the admin names, and counts, only pages that the person may read."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import ReferenceIndex

from forum.models import Action, ActionReport, AgendaItem, EventProceeding, Paper
from gateway.files.models import Document
from gateway.taxonomy.models import Institution
from tests.factories.forum import make_event, make_events, make_meeting, make_paper


@pytest.fixture
def ministry(db):
    return Institution.objects.create(code="ministry", name="Ministry")


@pytest.fixture
def report(home):
    """A public file, which a public page shows."""
    report = make_paper(title="Report")
    make_event(make_events(home), date(2025, 2, 24), title="Open conference", proceedings=[EventProceeding(document=report)])
    return report


@pytest.fixture
def meeting(body, ministry, report):
    """Its action names the ministry, and the public file is one of its papers."""
    agenda = [AgendaItem(title="Item", papers=[Paper(document=report)])]
    return make_meeting(body, children={"actions": [Action(text="Do it", institution=ministry)], "agenda": agenda})


def used_by(ministry, report) -> list[str]:
    return [
        reverse("wagtailsnippets_gateway_taxonomy_institution:usage", args=[ministry.pk]),
        reverse("wagtaildocs:document_usage", args=[report.pk]),
        reverse("wagtailsnippets_gateway_taxonomy_institution:delete", args=[ministry.pk]),
        reverse("wagtaildocs:index") + "?usage_count_min=2",
        reverse("wagtaildocs:index") + "?ordering=usage_count",
        reverse("wagtaildocs:edit", args=[report.pk]),
        reverse("wagtail_bulk_action", args=["gateway_files", "document", "delete"]) + f"?id={report.pk}",
    ]


def test_closed_page_is_neither_named_nor_counted(meeting, ministry, report, editor, as_):
    client = as_(editor)
    addresses = used_by(ministry, report)
    pages = [client.get(address).content.decode() for address in addresses]
    for page in pages:
        assert "Private" not in page.partition("<main")[2]
        assert "Used 2 times" not in page
        assert "referenced 2 times" not in page
    assert "Open conference" in pages[1]
    assert "referenced 1 time" not in pages[2]
    assert "Report" not in pages[3].partition("<main")[2]
    assert "Used 1 time" in pages[4]


def test_secretary_sees_where_it_is_used(meeting, report, secretary, editor, as_):
    secretary.groups.add(*editor.groups.all())
    page = as_(secretary).get(reverse("wagtaildocs:document_usage", args=[report.pk])).content.decode()
    assert {meeting.title, "Open conference"} <= {words for words in (meeting.title, "Open conference") if words in page}
    assert ReferenceIndex.get_grouped_references_to(report).count() == 2


def test_what_a_record_needs_is_not_deleted_and_the_admin_says_so(meeting, ministry, body, secretary, editor, as_):
    proof = make_paper(body, title="Proof")
    ActionReport.objects.create(action=meeting.actions.get(), state="done", by_whom="Somebody", document=proof)
    for person, address in (
        (secretary, reverse("wagtaildocs:delete", args=[proof.pk])),
        (editor, reverse("wagtailsnippets_gateway_taxonomy_institution:delete", args=[ministry.pk])),
    ):
        answer = as_(person).post(address, follow=True)
        assert answer.redirect_chain == [(address, 302)]
        assert "prevent it from being deleted" in answer.content.decode()
    assert Document.objects.filter(pk=proof.pk).exists()
    assert Institution.objects.filter(pk=ministry.pk).exists()
