from types import SimpleNamespace

from programmes.listing import Filter, filtered

PAGES = [
    SimpleNamespace(name="a", level=(0, "federal", "Federal"), stages=[(2, "old", "Old age"), (1, "young", "Youth")]),
    SimpleNamespace(name="b", level=(1, "provincial", "Provincial"), stages=[(1, "young", "Youth")]),
    SimpleNamespace(name="c", level=(1, "provincial", "Provincial"), stages=[]),
]
FILTERS = [Filter("level", "Level", lambda page: [page.level]), Filter("stage", "Stage", lambda page: page.stages)]


def names(listing):
    return [page.name for page in listing.shown]


def counts(listing):
    return {facet.name: [(choice.code, choice.count) for choice in facet.choices] for facet in listing.facets}


def test_without_a_choice_all_are_shown_and_counted_in_the_vocabularys_order():
    listing = filtered(PAGES, FILTERS, {})
    assert names(listing) == ["a", "b", "c"]
    assert counts(listing) == {"level": [("federal", 1), ("provincial", 2)], "stage": [("young", 2), ("old", 1)]}
    assert not listing.is_filtered


def test_counts_say_what_the_other_filters_leave():
    listing = filtered(PAGES, FILTERS, {"level": "provincial"})
    assert names(listing) == ["b", "c"]
    assert counts(listing) == {"level": [("federal", 1), ("provincial", 2)], "stage": [("young", 1), ("old", 0)]}
    assert listing.query == "level=provincial"


def test_filters_join_and_may_leave_nothing():
    assert names(filtered(PAGES, FILTERS, {"level": "provincial", "stage": "young"})) == ["b"]
    assert names(filtered(PAGES, FILTERS, {"level": "provincial", "stage": "old"})) == []


def test_unknown_codes_are_ignored():
    listing = filtered(PAGES, FILTERS, {"level": "' OR 1=1 --\0", "stage": "x" * 5000})
    assert names(listing) == ["a", "b", "c"]
    assert listing.query == ""
