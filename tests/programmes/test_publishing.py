"""Decisions over releases, what is written with them, and whom they are told."""

import pytest

from gateway.search.models import IndexJob
from gateway.starter.site import add_page
from programmes import figures
from programmes.models import CurrentRelease, DataSet, Registry, Release, StatisticsIndexPage
from programmes.publishing import NotAllowed, publish, refuse, withdraw
from programmes.refresh import refresh
from tests.factories.exports import Export, cell
from tests.factories.programmes import add_index, add_programme

pytestmark = pytest.mark.usefixtures("areas")


@pytest.fixture
def steward(django_user_model):
    return django_user_model.objects.create_user("steward@example.org", "correct-horse", first_name="Sana", last_name="Steward")


@pytest.fixture
def hand_in(tmp_path):
    """An aggregate export of one data set; gives its release."""

    def hand_in(name: str, sequence: int, *values: str, package=None, uploaded_by=None, **gateway) -> Release:
        rows = [cell(value=value, ref_area=area) for value, area in zip(values, ("PK-PB", "PK-SD", "PK-KP"), strict=False)]
        export = Export(tmp_path / name, rows, kind="aggregate")
        export.gateway, export.package = {"sequence": sequence, **gateway}, package or {}
        return Release.objects.get(pk=refresh(export.write(), uploaded_by=uploaded_by).release)

    hand_in.folder = tmp_path
    return hand_in


def shown() -> list[str]:
    return [figure.value for figure in figures.by_province("kafaalat", "families_paid")]


def test_steward_publishes_what_was_held(hand_in, steward, learner):
    hand_in("first", 1, "1000")
    held = hand_in("second", 2, "5000", uploaded_by=learner)
    assert (held.state, held.uploaded_by, shown()) == ("held", learner, ["1,000"])
    publish(held, by=steward, reason="Checked with the registry.")
    held.refresh_from_db()
    assert (held.state, held.decided_by, held.signed_off_by) == ("published", steward, "Sana Steward")
    assert (held.reason, held.decided_at is not None, shown()) == ("Checked with the registry.", True, ["5,000"])


def test_nobody_signs_off_what_they_handed_in(hand_in, steward):
    hand_in("first", 1, "1000")
    held = hand_in("second", 2, "5000", uploaded_by=steward)
    with pytest.raises(NotAllowed, match="themselves"):
        publish(held, by=steward)
    assert (Release.objects.get(pk=held.pk).state, shown()) == ("held", ["1,000"])
    refuse(held, by=steward, reason="Handed in by mistake.")


def test_refused_release_is_closed_and_the_export_may_come_again(hand_in, steward):
    hand_in("first", 1, "1000")
    held = hand_in("second", 2, "5000")
    with pytest.raises(NotAllowed, match="reason"):
        refuse(held, by=steward, reason=" ")
    refuse(held, by=steward, reason="Counted twice.")
    for decision in (lambda: publish(held, by=steward), lambda: refuse(held, by=steward, reason="Again.")):
        with pytest.raises(NotAllowed, match="refused"):
            decision()
    assert (Release.objects.get(pk=held.pk).reason, shown()) == ("Counted twice.", ["1,000"])
    again = hand_in("second", 2, "5000")
    assert (again.pk != held.pk, again.state) == (True, "held")


def test_withdrawing_shows_the_release_before_and_at_last_none(hand_in, steward):
    first, second, third = (hand_in(f"export-{n}", n, str(1000 + 10 * n)) for n in (1, 2, 3))
    assert shown() == ["1,030"]
    withdraw(third, by=steward, reason="Wrong quarter.")
    assert shown() == ["1,020"]
    withdraw(second, by=steward, reason="Wrong quarter.")
    assert (shown(), CurrentRelease.objects.get().release) == (["1,010"], first)
    states = list(Release.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["published", "withdrawn", "withdrawn"]
    withdraw(first, by=steward, reason="Wrong quarter.")
    assert (shown(), CurrentRelease.objects.exists()) == ([], False)


def test_release_that_was_superseded_cannot_be_withdrawn(hand_in, steward):
    first = hand_in("first", 1, "1000")
    hand_in("second", 2, "1010")
    with pytest.raises(NotAllowed, match="superseded"):
        withdraw(first, by=steward, reason="Too late.")


def test_after_a_withdrawal_the_next_release_builds_on_what_is_shown(hand_in, steward):
    hand_in("first", 1, "1000")
    withdraw(hand_in("second", 2, "1010"), by=steward, reason="Wrong.")
    third = hand_in("third", 2, "1020")
    assert (third.state, shown()) == ("published", ["1,020"])
    assert [(row["old"], row["new"]) for row in third.movements] == [(1000, 1020)]


def test_largest_movements_are_written_down_first(hand_in):
    hand_in("first", 1, "1000", "2000", "300")
    second = hand_in("second", 2, "1010", "1800", "7")
    assert second.state == "held"
    publish(second, signed_off_by="A. Steward")
    second.refresh_from_db()
    assert second.moved == 3
    assert [(row["area"], row["old"], row["new"]) for row in second.movements] == [
        ("PK-KP", 300, None),
        ("PK-SD", 2000, 1800),
        ("PK-PB", 1000, 1010),
    ]
    first = second.movements[0]
    assert [first[name] for name in ("programme", "indicator", "period", "sex", "age_band")] == [
        "kafaalat",
        "families_paid",
        "2025-Q1",
        "_T",
        "_T",
    ]


def test_first_release_moves_nothing(hand_in):
    first = hand_in("first", 1, "1000")
    assert (first.movements, first.moved) == ([], 0)


def test_data_set_is_named_at_first_sight_and_by_editors_afterwards(hand_in):
    hand_in("first", 1, "1000", package={"title": "Kafaalat payments by quarter"})
    row = DataSet.objects.get()
    assert (row.registry.code, row.code, row.title) == ("bisp-payments", "kafaalat-payments", "Kafaalat payments by quarter")
    DataSet.objects.update(title="Kafaalat payments")
    hand_in("second", 2, "1010", package={"title": "Another title"})
    assert DataSet.objects.get().title == "Kafaalat payments"


@pytest.mark.parametrize("title", ["x" * 201, 7, "", "Of 35202-1234567-1", "two\nlines"])
def test_title_that_is_none_is_left_alone(hand_in, title):
    assert hand_in("first", 1, "1000", package={"title": title}).state == "published"
    assert DataSet.objects.get().title == ""


def test_registry_says_why_it_revises(hand_in, steward):
    hand_in("first", 1, "1000")
    second = hand_in("second", 2, "5000", supersedes="first", reason="Late payments were added.")
    publish(second, by=steward, reason="Confirmed by telephone.")
    assert Release.objects.get(pk=second.pk).reason == "Late payments were added.\nConfirmed by telephone."
    assert second.observations.get().status == "revised"


def flags(release) -> list[tuple]:
    return list(release.observations.order_by("area__order").values_list("area__iso_code", "status", "revised"))


def test_every_kind_of_figure_is_marked_as_revised_and_stays_so(hand_in):
    hand_in("first", 1, "1000", "2000", "30")
    second = hand_in("second", 2, "1000", "2010", "7")
    publish(second, signed_off_by="A. Steward")
    assert flags(second) == [("PK-PB", "normal", False), ("PK-SD", "revised", True), ("PK-KP", "suppressed", True)]
    third = hand_in("third", 3, "1000", "2010", "7")
    assert [revised for _area, _status, revised in flags(third)] == [False, True, True]


def test_made_up_figures_are_revised_without_losing_their_mark(hand_in):
    Registry.objects.filter(code="bisp-payments").update(illustrative=True)
    hand_in("first", 1, "1000")
    assert flags(hand_in("second", 2, "1010", supersedes="first")) == [("PK-PB", "illustrative", True)]


def test_what_is_carried_over_keeps_its_mark(hand_in):
    hand_in("first", 1, "1000")
    hand_in("second", 2, "1010")
    other = Export(hand_in.folder / "third", [cell(value="1010", period="2025-Q2", ref_area="PK-PB")], kind="aggregate")
    other.gateway = {"sequence": 3}
    third = Release.objects.get(pk=refresh(other.write(), signed_off_by="A. Steward").release)
    assert dict(third.observations.values_list("period", "revised")) == {"2025-Q1": True, "2025-Q2": False}


@pytest.mark.parametrize("reason", ["", 7, "Of 35202-1234567-1", "x" * 2001])
def test_reason_that_is_none_is_rejected(tmp_path, reason):
    export = Export(tmp_path / "first", [cell()], kind="aggregate")
    export.gateway = {"reason": reason}
    assert [(found.rule, found.column) for found in refresh(export.write()).findings] == [("manifest-field", "reason")]


def test_release_names_the_method(hand_in):
    assert hand_in("first", 1, "1000").method == "1.0"


def test_pages_that_show_the_figures_are_read_anew_in_the_same_transaction(hand_in, home, steward):
    index = add_index(home)
    concerned, other = add_programme(index, "kafaalat"), add_programme(index, "mamta")
    statistics = add_page(home, StatisticsIndexPage(title="Statistics", slug="statistics"))
    IndexJob.objects.all().delete()
    first = hand_in("first", 1, "1000")
    assert first.told_at == first.published_at
    assert set(IndexJob.objects.values_list("page_id", flat=True)) == {concerned.pk, statistics.pk}
    IndexJob.objects.all().delete()
    withdraw(first, by=steward, reason="Wrong.")
    assert set(IndexJob.objects.values_list("page_id", flat=True)) == {concerned.pk, statistics.pk}
    assert other.pk not in IndexJob.objects.values_list("page_id", flat=True)


def test_rejection_of_the_same_file_is_kept_once(tmp_path):
    export = Export(tmp_path / "first", [cell(sex="?")], kind="aggregate")
    assert refresh(export.write()).release == refresh(export.folder).release
    assert Release.objects.count() == 1
