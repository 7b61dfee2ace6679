"""Each kind of change that search must follow, from the editor's act to what a search finds."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Page, PageViewRestriction

from forum.models import Commitment, CommitmentsPage, ForumIndexPage
from gateway.pages.models import StandardPage
from gateway.search.asked import Asked
from gateway.search.query import search
from gateway.taxonomy.models import Institution
from tests.factories.documents import document, pdf
from tests.factories.programmes import add_index, add_programme


@dataclass
class World:
    """A page below a parent, a closed neighbour, and a member of the committee that may read what is closed."""

    parent: Page
    page: Page
    closed: Page
    restriction: PageViewRestriction
    member: object
    annex: object

    def fresh(self, page: Page) -> Page:
        return Page.objects.get(pk=page.pk).specific


def found(reader, words: str) -> list[str]:
    """As a request of its own: what a reader may see is read anew."""
    return [hit.entry.title for hit in search(type(reader).objects.get(pk=reader.pk), Asked(words)).hits]


@pytest.fixture
def world(publish, close, member, commit, monkeypatch):
    with commit():
        annex = document(pdf("The first edition."), title="Annex")
    monkeypatch.setattr(StandardPage, "search_documents", lambda page: [annex] if page.slug == "kafaalat" else [])
    parent = publish("Reports")
    page = publish("Kafaalat", parent=parent)
    closed = publish("Minutes")
    return World(parent, page, closed, close(closed), member, annex)


def publish_anew(world):
    world.page.title = "Taleemi Wazaif"
    world.page.save_revision().publish()


def replace_file(world):
    world.annex.file.save("second.pdf", ContentFile(pdf("Another printing.")))


def close_parent(world):
    PageViewRestriction.objects.create(page=world.parent, restriction_type=PageViewRestriction.PASSWORD)


CHANGES: dict[str, tuple[Callable[[World], object], str, bool, bool]] = {
    "published": (publish_anew, "wazaif", False, True),
    "published, the old title": (publish_anew, "kafaalat", True, False),
    "unpublished": (lambda world: world.page.unpublish(), "kafaalat", True, False),
    "unpublished with all below": (
        lambda w: w.fresh(w.parent).get_descendants(inclusive=True).live().update(live=False) or w.fresh(w.parent).save(),
        "reports",
        True,
        False,
    ),
    "moved below a closed page": (lambda w: w.fresh(w.page).move(w.fresh(w.closed), "last-child"), "kafaalat", True, False),
    "deleted": (lambda world: world.fresh(world.page).delete(), "kafaalat", True, False),
    "deleted with its parent": (lambda world: world.fresh(world.parent).delete(), "kafaalat", True, False),
    "closed by an ancestor": (close_parent, "kafaalat", True, False),
    "opened": (lambda world: world.restriction.delete(), "minutes", False, True),
    "opened to others": (lambda world: world.restriction.groups.clear(), "minutes", False, False),
    "file replaced": (replace_file, "printing", False, True),
    "file replaced, the old words": (replace_file, "edition", True, False),
    "file deleted": (lambda world: world.annex.delete(), "annex", False, False),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_everybody_finds_follows_the_change(world, learner, outsider, commit, what):
    act, words, before, after = CHANGES[what]
    assert bool(found(outsider, words)) is before
    with commit():
        act(world)
    assert bool(found(outsider, words)) is after


def test_who_joins_and_leaves_a_body_finds_and_loses_its_pages_at_once(world, member, editor_group):
    assert found(member, "minutes") == ["Minutes"]
    member.groups.clear()
    assert found(member, "minutes") == []
    member.groups.add(editor_group)
    assert found(member, "minutes") == ["Minutes"]


@pytest.fixture
def bank(home, commit):
    bank = Institution.objects.create(code="bank", name="Savings Bank")
    with commit():
        add_programme(add_index(home), institutions=["bank"])
    return bank


def test_pages_are_found_by_the_new_name_of_a_snippet_and_no_longer_by_the_old(bank, learner, commit):
    assert len(found(learner, "savings")) == 1
    with commit():
        bank.name = "Postal Bank"
        bank.save()
    assert (len(found(learner, "postal")), len(found(learner, "savings"))) == (1, 0)


def test_pages_lose_the_name_of_a_snippet_that_is_deleted(bank, learner, commit):
    with commit():
        bank.delete()
    assert found(learner, "savings") == []


def test_the_page_of_commitments_is_found_by_their_new_words(home, learner, commit):
    with commit():
        forum = home.add_child(instance=ForumIndexPage(title="Forum", slug="forum"))
        forum.add_child(instance=CommitmentsPage(title="Commitments", slug="commitments"))
        commitment = Commitment.objects.create(title="Double the budget", number=1)
    assert len(found(learner, "double")) == 1
    with commit():
        commitment.title = "Triple the budget"
        commitment.save()
    assert (len(found(learner, "triple")), len(found(learner, "double"))) == (1, 0)
