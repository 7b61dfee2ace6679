"""What a reader may find, in which order, with which snippet."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from wagtail.models import Collection, Page, PageViewRestriction

from gateway.accounts.models import CollectionAudience, PageAudience
from gateway.pages.models import StandardPage
from gateway.search import queue
from gateway.search.asked import Asked
from gateway.search.query import search
from gateway.starter.site import add_page
from gateway.taxonomy.models import Area, Theme
from tests.factories.documents import document, pdf

ANYONE = AnonymousUser()


def find(text, reader=ANYONE, **filters):
    query = QueryDict(mutable=True)
    query["q"] = text
    for name, value in filters.items():
        query.setlist(name, [str(one) for one in (value if isinstance(value, list) else [value])])
    return search(reader, Asked.from_address(query))


def titles(results):
    return [hit.entry.title for hit in results.hits]


@pytest.fixture
def attach(monkeypatch, commit):
    """Gives every page of text the document."""

    def attach_document(content, **fields):
        with commit():
            attached = document(content, **fields)
        monkeypatch.setattr(StandardPage, "search_documents", lambda page: [attached])
        return attached

    return attach_document


def test_a_word_in_any_of_its_forms_finds_the_page(publish):
    publish("Kafaalat", text="<p>Quarterly payments to women &amp; families</p>")
    assert titles(find("Payment")) == ["Kafaalat"]
    assert find("payment").total == 1
    assert find("submarine").total == 0


def test_urdu_is_found_however_it_was_typed(publish):
    publish("کفالت", slug="kafalat", text="<p>پاكستان مُحَمَّد</p>")
    assert titles(find("پاکستان")) == ["کفالت"]
    assert titles(find("محمد")) == ["کفالت"]


def test_a_title_counts_more_than_a_mention(publish):
    publish("Other things", text="<p>Kafaalat is mentioned among many words here.</p>")
    publish("Kafaalat", text="<p>Many words are here about the programme itself.</p>")
    assert titles(find("kafaalat"))[0] == "Kafaalat"


def test_words_side_by_side_count_more_than_apart(publish):
    publish("Apart", text="<p>Cash and then a transfer of other things, no cash.</p>")
    publish("Together", text="<p>A cash transfer of other things and then more.</p>")
    assert titles(find("cash transfer")) == ["Together", "Apart"]


def test_small_words_of_a_pasted_phrase_do_not_cost_its_bonus(publish):
    publish("Apart", text="<p>Shocks. Response. Preparedness. Prevention. Prevention of shocks, response, preparedness.</p>")
    publish("Together", text="<p>A long way round to prevention, preparedness, and response to shocks, after other words.</p>")
    assert titles(find("prevention, preparedness, and response to shocks")) == ["Together", "Apart"]


def test_few_pages_with_all_words_are_filled_up_with_some_and_said_so(publish):
    publish("Both", text="<p>cash transfer</p>")
    publish("One", text="<p>cash only</p>")
    found = find("transfer cash")
    assert titles(found) == ["Both", "One"]
    assert found.widened
    assert found.total == 2
    assert not find("transfer").widened


def test_a_phrase_in_quotation_marks_must_stand_together(publish):
    publish("Apart", text="<p>Cash and a transfer.</p>")
    publish("Together", text="<p>A cash transfer.</p>")
    assert titles(find('"cash transfer"')) == ["Together"]
    assert titles(find("“cash” “transfer”"))[:2] == ["Together", "Apart"] or find("“cash” “transfer”").total == 2


def test_common_words_do_not_count_unless_they_are_all_there_is(publish):
    publish("The cost of cash")
    publish("Of the other")
    assert titles(find("the cost")) == ["The cost of cash"]
    assert find("of the").total == 2


def test_order_by_date_puts_the_newest_or_the_oldest_first(publish, monkeypatch):
    from datetime import date

    dates = {"Old": date(2010, 1, 1), "New": date(2025, 1, 1), "Undated": None}
    monkeypatch.setattr(StandardPage, "search_date", lambda page: dates[page.title])
    for title in dates:
        publish(title, text="<p>report</p>")
    assert titles(find("report", sort="newest")) == ["New", "Old", "Undated"]
    assert titles(find("report", sort="oldest")) == ["Old", "New", "Undated"]
    assert titles(find("")) == ["New", "Old", "Undated"]
    assert titles(find("", year="2025")) == ["New"]


def test_pages_of_results_follow_one_another_and_end(publish):
    for number in range(12):
        publish(f"Report {number}", text="<p>report</p>")
    first, second, beyond = find("report"), find("report", page=2), find("report", page=10**20)
    assert (len(first.hits), len(second.hits), first.total) == (10, 2, 12)
    assert not set(titles(first)) & set(titles(second))
    assert titles(beyond) == titles(second)


def test_facets_count_what_is_found_and_narrow_it(publish, monkeypatch):
    Theme.objects.create(code="cash", name="Cash")
    chosen = {"A": {"theme": ["cash"], "area": ["PK7"]}, "B": {"theme": ["cash", "health, nutrition"], "area": ["PK8"]}}
    monkeypatch.setattr(StandardPage, "search_facets", lambda page: chosen[page.title])
    for title in chosen:
        publish(title, text="<p>report</p>")
    found = find("report")
    assert found.facets["theme"] == {"cash": 2, "health, nutrition": 1}
    assert found.facets["kind"] == {"page": 2}
    assert found.facets["language"] == {"en": 2}
    narrowed = find("report", theme="cash", area="PK8")
    assert titles(narrowed) == ["B"]
    assert narrowed.facets["area"] == {"PK7": 1, "PK8": 1}
    assert find("report", area=["PK7", "PK8"]).total == 2
    assert find("report", area="PK9").total == 0


def test_the_file_of_a_download_block_is_found_with_its_page(home, commit):
    with commit():
        attached = document(pdf("Grievance redress takes thirty days."))
        body = [("download", {"document": attached, "note": ""})]
        add_page(home, StandardPage(title="Files", slug="files", body=body))
    assert find("grievance redress").hits[0].passage.url == f"{attached.url}#page=1"


def test_the_text_of_a_closed_collections_file_is_not_found_through_a_public_page(home, commit):
    with commit():
        attached = document(pdf("Grievance redress takes thirty days."))
        attached.collection = Collection.get_first_root_node().add_child(name="Papers of a body")
        attached.save()
        CollectionAudience.objects.create(collection=attached.collection, token="body:1")
        body = [("download", {"document": attached, "note": ""})]
        add_page(home, StandardPage(title="Files", slug="files", body=body))
    assert find("files").total == 1
    assert find("grievance redress").total == 0


def test_the_text_of_a_pdf_is_found_with_its_page(publish, attach):
    attached = attach(pdf("Opening words.", "Nothing here.", "Grievance redress takes thirty days."), title="Annual report")
    publish("Accountability", text="<p>About complaints.</p>")
    hit = find("grievance redress").hits[0]
    assert hit.entry.title == "Accountability"
    assert hit.passage.page_number == 3
    assert hit.passage.url == f"{attached.url}#page=3"
    assert "<mark>Grievance</mark> <mark>redress</mark> takes" in hit.passage.snippet
    assert find("complaints").hits[0].passage is None
    assert find('"redress takes"').hits[0].passage.page_number == 3


def test_a_document_read_after_its_page_was_published_is_found(publish, commit, monkeypatch):
    from gateway.files.models import Document, DocumentText
    from gateway.files.signals import document_text_changed

    attached = Document.objects.create(title="Late", file="late.pdf")
    monkeypatch.setattr(StandardPage, "search_documents", lambda page: [attached, None])
    publish("Accountability")
    assert find("grievance").total == 0
    with commit():
        DocumentText.objects.create(document=attached, page_number=1, text="Grievance")
        document_text_changed.send(sender=Document, document=attached)
    assert find("grievance").total == 1
    with commit():
        monkeypatch.undo()
        attached.delete()
    assert find("grievance").total == 0


class TestClosedPages:
    """No word, count, facet, or snippet of a closed page reaches those outside its audience."""

    @pytest.fixture
    def minutes(self, publish, close, monkeypatch):
        monkeypatch.setattr(StandardPage, "search_facets", lambda page: {"theme": [f"theme-of-{page.slug}"]})
        publish("Public notes", text="<p>Budget for all to read</p>")
        committee = publish("Committee")
        close(committee)
        return publish("Minutes", parent=Page.objects.get(pk=committee.pk), text="<p>Budget zanzibar</p>")

    def outsiders(self, learner):
        return (ANYONE, learner)

    def test_others_learn_nothing_of_it(self, minutes, learner):
        for reader in self.outsiders(learner):
            assert titles(find("zanzibar", reader)) == []
            found = find("budget", reader)
            assert (found.total, titles(found)) == (1, ["Public notes"])
            assert set(found.facets["theme"]) == {"theme-of-public-notes"}
            assert sum(find("", reader).facets["kind"].values()) == 1
            assert find("budget zanzibar", reader).total == 1
            assert find("budget", reader, theme="theme-of-minutes").total == 0

    def test_a_member_finds_it_among_the_public_pages(self, minutes, member):
        assert titles(find("zanzibar", member)) == ["Minutes"]
        found = find("budget", member)
        assert set(titles(found)) == {"Public notes", "Minutes"}
        assert found.facets["theme"]["theme-of-minutes"] == 1

    def test_a_former_member_finds_it_no_more(self, minutes, member):
        from gateway.accounts.audience import forget_tokens

        member.groups.clear()
        forget_tokens(member)
        assert find("zanzibar", member).total == 0

    def test_its_words_never_enter_the_public_index(self, minutes):
        from haystack import connections

        with connections["default"].get_backend().folder.searcher() as searcher:
            assert b"zanzibar" not in list(searcher.reader().lexicon("text"))

    def test_its_documents_are_closed_with_it(self, publish, close, attach, member, commit):
        attach(pdf("Confidential quagmire."))
        page = publish("Papers")
        assert find("quagmire").total == 1
        close(page)
        assert find("quagmire").total == 0
        assert find("quagmire", member).hits[0].passage.page_number == 1

    def test_a_page_just_closed_is_gone_before_the_index_knows(self, publish, editor_group):
        page = publish("Notes", text="<p>zanzibar</p>")
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
        restriction.groups.add(editor_group)
        found = find("zanzibar")
        assert (found.total, found.hits, found.facets["kind"]) == (0, [], {})

    def test_a_page_deleted_under_the_index_is_not_counted(self, publish):
        page = publish("Notes", text="<p>zanzibar</p>")
        Page.objects.get(pk=page.pk).delete()
        assert find("zanzibar").total == 0

    def test_an_index_that_knows_too_much_is_checked_against_the_database(self, publish):
        page = publish("Notes", text="<p>zanzibar</p>")
        PageAudience.objects.filter(page=page).delete()
        found = find("zanzibar")
        assert (found.total, found.hits) == (0, [])


def test_a_search_needs_few_queries_however_many_hits(publish, attach, django_assert_max_num_queries):
    Area.objects.create(code="PK7", name="Punjab", kind=Area.Kind.PROVINCE)
    attach(pdf("Grievance redress.", "More grievance."))
    for number in range(6):
        publish(f"Report {number}")
    with django_assert_max_num_queries(11):
        assert len(find("grievance redress").hits) == 6


def test_a_translation_is_found_under_its_own_language(publish, urdu_home, commit):
    publish("Kafaalat", text="<p>payments</p>")
    english = StandardPage.objects.get(title="Kafaalat")
    with commit():
        urdu = urdu_home.add_child(
            instance=StandardPage(
                title="کفالت", slug="kafaalat", locale=urdu_home.locale, translation_key=english.translation_key
            )
        )
        queue.request([urdu.pk])
    assert find("کفالت").hits[0].entry.language == "ur"
    assert find("", language="ur").total == 1
