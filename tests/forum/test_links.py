"""A link in a public text to something closed: its address is for those who may read it, its words are for all."""

import re

import pytest
from wagtail.models import PageViewRestriction

from gateway.pages.models import StandardPage
from gateway.starter.site import add_page
from tests.factories.forum import make_meeting, make_paper


@pytest.fixture
def linked(body, home):
    meeting, paper = make_meeting(body, slug="zmarvosk"), make_paper(body, "zmontiverg.txt")
    course = add_page(home, StandardPage(title="A course", slug="for-learners"))
    PageViewRestriction.objects.create(page=course, restriction_type=PageViewRestriction.LOGIN)
    said = [("page", meeting.pk), ("document", paper.pk), ("page", course.pk), ("page", home.pk), ("document", make_paper().pk)]
    body.mandate = "".join(f'<p><a linktype="{kind}" id="{key}">words {n}</a></p>' for n, (kind, key) in enumerate(said))
    body.save_revision().publish()
    return body


@pytest.mark.parametrize(("who", "named"), [(None, False), ("outsider", False), ("member", True), ("admin_user", True)])
def test_only_readers_get_the_address(linked, as_, request, who, named):
    page = as_(request.getfixturevalue(who) if who else None).get(linked.url).content.decode()
    assert [f"words {number}</a>" in page for number in range(5)] == [True] * 5
    mandate = page[: page.index("words 4</a>")]
    assert ("zmontiverg" in mandate, f'href="{linked.url}zmarvosk/">words' in mandate) == (named, named)
    assert 'for-learners/">words 2' in mandate
    assert 'href="/">words 3' in mandate
    assert re.search(r'href="/documents/\d+/paper\w*\.txt">words 4', page)
