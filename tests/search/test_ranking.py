"""The order of what is found: most words when all are too many, phrases first, recent work slightly."""

import math
from collections import Counter
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone, translation
from hypothesis import given, settings, strategies as st

from gateway.pages.models import StandardPage
from gateway.search.analysis import terms
from gateway.search.models import SynonymGroup
from gateway.search.recency import AT_MOST, DEPTH, recent_first, weight
from tests.factories.documents import document, pdf
from tests.search.test_query import find, titles

SHOCKS = "prevention, preparedness, and response to shocks"


def test_pages_with_most_of_the_words_follow_then_those_with_some_and_say_what_they_lack(publish):
    publish("Three", text="<p>cash transfer evaluation</p>")
    publish("Two", text="<p>cash transfer of other things</p>")
    publish("One", text="<p>cash only</p>")
    found = find("evaluation transfer cash")
    assert titles(found) == ["Three", "Two", "One"]
    assert [hit.missing for hit in found.hits] == [(), ("evaluation",), ("evaluation", "transfer")]
    assert (found.widened, found.with_most, found.left_out) == (True, False, [])


def test_work_in_the_readers_language_comes_first_among_equals():
    pages = [SimpleNamespace(pk=language, score=1.0, date=None, written_in=language) for language in ("en", "ur")]
    with translation.override("ur"):
        assert [page.pk for page in recent_first(pages)] == ["ur", "en"]
    assert [page.pk for page in recent_first(pages[::-1])] == ["en", "ur"]


def test_an_authors_name_is_found_without_saying_that_it_is_one(publish, monkeypatch):
    monkeypatch.setattr(StandardPage, "search_authors", lambda page: ["Farzana Khattak"] if page.title == "Hers" else [])
    publish("Hers", text="<p>Another subject.</p>")
    publish("Others", text="<p>Nothing.</p>")
    assert titles(find("khattak")) == ["Hers"]


def test_a_word_that_no_page_holds_is_said_to_be_left_out(client, publish):
    publish("Two", text="<p>cash transfer</p>")
    found = find("zanzibar transfer cash")
    assert (found.with_most, found.left_out) == (True, ["zanzibar"])
    page = client.get("/search/", {"q": "zanzibar transfer cash"}).content.decode()
    assert "these hold most of them" in page
    assert "<s><bdi>zanzibar</bdi></s>" in page


def test_what_a_title_lacks_is_told_as_a_matter_of_the_title(publish):
    publish("Grants", text="<p>A stipend of cash.</p>")
    assert [hit.missing for hit in find("cash title:stipend").hits] == [("title:stipend",)]
    SynonymGroup.objects.create(expressions="stipend\nwazifa")
    assert [hit.missing for hit in find("cash title:stipend").hits] == [("title:stipend",)]


def test_where_no_page_has_most_words_any_word_will_do(publish):
    publish("One", text="<p>cash only</p>")
    found = find("cash zanzibar quagmire")
    assert titles(found) == ["One"]
    assert (found.widened, found.with_most) == (True, False)
    assert titles(find("cash a1 a2 a3 a4 a5 a6 a7 a8 a9")) == ["One"]


def test_what_members_read_is_said_to_hold_a_word_to_members_only(publish, close, member):
    publish("Two", text="<p>cash transfer</p>")
    close(publish("Minutes", text="<p>cash zanzibar</p>"))
    assert find("zanzibar transfer cash").left_out == ["zanzibar"]
    assert find("zanzibar transfer cash", member).left_out == []


def test_the_joint_statements_words_find_it_first_without_quotation_marks(publish, monkeypatch, commit):
    with commit():
        words = "The Committees are to be formed. " * 60 + f"They ensure well-coordinated and effective {SHOCKS} and disasters."
        statement = document(pdf(words), title="Joint Statement")
    monkeypatch.setattr(StandardPage, "search_documents", lambda page: [statement] if page.title == "Joint Statement" else [])
    publish("Shocks and preparedness", text="<p>Response to shocks: prevention, response, preparedness of shocks.</p>")
    publish("Prevention", text="<p>Preparedness, response and shocks. Shocks, prevention and response.</p>")
    kind = property(lambda page: "publication" if page.title == "Joint Statement" else "body")
    monkeypatch.setattr(StandardPage, "search_kind", kind)
    publish("Committee", text=f"<p>For {SHOCKS}. It ensures {SHOCKS}.</p>")
    publish("Joint Statement", text="<p>What was agreed.</p>")
    assert titles(find(SHOCKS))[0] == "Joint Statement"


def test_a_title_that_is_the_search_comes_first(publish):
    publish("Support for income", text="<p>Income support, income support, income support.</p>")
    publish("Income support in brief", text="<p>A long text about many other things that matter too.</p>")
    assert titles(find("income support"))[0] == "Income support in brief"


def test_recent_work_comes_first_among_equals(publish, monkeypatch):
    dates = {"Older": date(2009, 1, 1), "Newer": timezone.localdate(), "Undated": None}
    monkeypatch.setattr(StandardPage, "search_date", lambda page: dates[page.title])
    for title in dates:
        publish(title, text="<p>report</p>")
    assert titles(find("report"))[0] == "Newer"


@given(st.one_of(st.none(), st.text(max_size=12), st.dates().map(str)))
@settings(max_examples=60)
def test_recency_is_bounded_whatever_the_date(dated):
    assert 1 <= weight(dated, date(2026, 1, 1)) <= 1 + AT_MOST


def test_what_is_newer_weighs_more():
    today = date(2026, 1, 1)
    weights = [weight(today - timedelta(days=days), today) for days in (0, 400, 4_000, 40_000)]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 4


def test_results_are_weighed_in_blocks_that_paging_does_not_move():
    today = str(timezone.localdate())
    results = [SimpleNamespace(pk=number, score=1.0, date=today if number % 7 == 0 else None) for number in range(DEPTH * 2)]
    assert recent_first(results)[:DEPTH] == recent_first(results[:DEPTH])


TEXTS = [
    "cash transfer health school",
    "cash cash cash transfer and a long tail of other text",
    "transfer transfer",
    "health school flood",
    "flood census census cash",
    "school of other text",
]


def naive(words, documents):
    """Okapi BM25 (k1 1.2, b 0.75), written out word by word; pages with all the words, then with most, then with any."""
    bags = {name: Counter(terms(text)) for name, text in documents.items()}
    mean = sum(sum(bag.values()) for bag in bags.values()) / len(bags)

    def score(bag):
        total = 0.0
        for word in words:
            holders = sum(1 for other in bags.values() if other[word])
            rarity = math.log(len(bags) / (holders + 1)) + 1
            frequency, length = bag[word], sum(bag.values())
            total += rarity * frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * length / mean))
        return total

    least = max(1, min(-(-2 * len(words) // 3), len(words) - 1))
    held = {name: sum(1 for word in words if bag[word]) for name, bag in bags.items()}
    order = sorted(bags, key=lambda name: (-(held[name] == len(words)), -(held[name] >= least), -score(bags[name])))
    return [name for name in order if held[name]]


@pytest.mark.parametrize(
    "words", [["cash"], ["transfer"], ["cash", "transfer"], ["school", "health", "flood"], ["census", "flood"]]
)
def test_a_small_corpus_is_ranked_as_a_plain_reference_ranks_it(publish, monkeypatch, words):
    monkeypatch.setattr(StandardPage, "search_date", lambda page: None)
    documents = {f"P{number}": text for number, text in enumerate(TEXTS)}
    for name, text in documents.items():
        publish(name, text=f"<p>{text}</p>")
    expected = naive(terms(" ".join(words)), {name: f"{name} {text}" for name, text in documents.items()})
    found = titles(find(" ".join(reversed(words))))
    assert set(found) == set(expected)
    assert found[0] == expected[0]
