"""What can be asked for is known without going through the figures."""

from programmes.explorer.holdings import note_all_holdings, offer, shown_pairs
from programmes.models import CurrentRelease, Holding

CELLS = [
    ("kafaalat", "families_paid", "2024-Q4", "PK", 10),
    ("kafaalat", "families_paid", "2025-Q1", "PK6", 20),
    ("kafaalat", "families_paid", "2025-Q1", "PK601", 20, "F"),
    ("nashonuma", "centres", "FY2025", "PK", 559),
]


def test_a_release_is_summed_up_when_the_pointer_moves_to_it(make_release):
    make_release(CELLS)
    assert shown_pairs() == [("kafaalat", "families_paid"), ("nashonuma", "centres")]
    found = offer(["kafaalat"], ["families_paid"])
    assert found.periods == {"2024-Q4", "2025-Q1"}
    assert found.areas == {"PK", "PK-PB", "PK601"}
    assert found.sexes == {"_T", "F"}
    assert found.age_bands == {"_T"}


def test_several_data_sets_are_offered_together(make_release):
    make_release(CELLS[:1])
    make_release(CELLS[1:2], dataset="others")
    assert offer(["kafaalat"], ["families_paid"]).periods == {"2024-Q4", "2025-Q1"}


def test_nothing_is_offered_of_what_readers_do_not_see(make_release):
    make_release(CELLS, state="withdrawn")
    assert shown_pairs() == []


def test_moving_the_pointer_again_notes_nothing_twice(make_release):
    release = make_release(CELLS)
    CurrentRelease.objects.get().save()
    held = Holding.objects.filter(release=release).order_by("programme")
    assert [str(one).partition(": ")[2] for one in held] == ["2 periods", "1 periods"]


def test_older_releases_are_noted_after_a_migration(make_release):
    make_release(CELLS)
    Holding.objects.all().delete()
    note_all_holdings()
    assert len(shown_pairs()) == 2


def test_what_can_be_asked_for_takes_one_query_each(make_release, django_assert_num_queries):
    make_release(CELLS)
    with django_assert_num_queries(2):
        shown_pairs()
        offer(["kafaalat"], ["families_paid"])
