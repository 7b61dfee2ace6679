"""A release under embargo appears at its hour, not before, on no channel."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from gateway.search.models import IndexedPage, IndexJob
from gateway.starter.site import add_page
from programmes import figures, runs
from programmes.basis import Basis
from programmes.models import DataSet, Release, StatisticsIndexPage
from programmes.publishing import NotAllowed, publish, withdraw
from programmes.refresh import refresh
from programmes.tasks import tend_releases
from tests.factories.exports import Export, cell
from tests.factories.programmes import add_index, add_programme

NOW = datetime(2025, 7, 1, 8, tzinfo=UTC)
HOUR = NOW + timedelta(hours=2)
LATER = NOW + timedelta(hours=4)
OLD, NEW = "7,654,320", "7,765,430"
FIGURE = "/statistics/figures/kafaalat/families_paid/PK/2025-Q1/"
CHANNELS = {
    "programme": "/programmes/kafaalat/",
    "programmes": "/programmes/",
    "home": "/",
    "statistics": "/statistics/",
    "explorer": "/statistics/explore/?programme=kafaalat&indicator=families_paid",
    "embedded": "/statistics/embed/?programme=kafaalat&indicator=families_paid",
    "figure": FIGURE,
    "releases": "/statistics/releases/",
    "feed": "/statistics/feed.xml",
    "changes": "/statistics/changes/",
    "feed of changes": "/statistics/changes/feed.xml",
    "observations": "/api/statistics/observations?programme=kafaalat",
    "table": "/api/statistics/observations?programme=kafaalat&format=csv",
    "SDMX": "/api/statistics/observations?programme=kafaalat&format=sdmx-csv",
    "list of releases": "/api/statistics/releases",
    "data sets": "/api/statistics/datasets",
    "search": "/api/search?q=kafaalat",
    "sitemap": "/sitemap.xml",
    "catalogue": "/catalog.jsonld",
}
TRACES = (
    NEW,
    NEW.replace(",", ""),
    "7.8 million",
    "secret-april",
    "Secret title",
    "Secret reason",
    "2025-04-30",
    "30 April 2025",
)


@pytest.fixture
def hand_in(areas, tmp_path):
    def hand_in(name: str, sequence: int, value: str, embargo_until: datetime | None = None, **options) -> Release:
        export = Export(tmp_path / name, [cell(value=value.replace(",", ""), ref_area="PK")], kind="aggregate")
        export.gateway = {"sequence": sequence, "embargo_until": embargo_until and embargo_until.isoformat()}
        export.gateway |= options.pop("gateway", {})
        export.package = options.pop("package", {})
        return Release.objects.get(pk=refresh(export.write()).release)

    return hand_in


@pytest.fixture
def pages(home, areas):
    index = add_index(home)
    return add_programme(index, "kafaalat"), add_page(home, StatisticsIndexPage(title="Statistics", slug="statistics"))


def shown() -> list[str]:
    return [figure.value for figure in figures.headline_figures("kafaalat")]


def read_everywhere(client, release: Release) -> dict[str, str]:
    answers = {name: client.get(address) for name, address in CHANNELS.items()}
    answers |= {"release": client.get(f"/statistics/releases/{release.pk}/")}
    assert {name for name, answer in answers.items() if answer.status_code >= 500} == set()
    return {name: answer.getvalue().decode() for name, answer in answers.items() if answer.status_code == 200}


def test_no_channel_knows_of_a_release_before_its_hour(client, pages, hand_in, time_machine):
    time_machine.move_to(NOW, tick=False)
    hand_in("march", 1, OLD)
    secret = {"supersedes": "march", "reason": "Secret reason", "as_of": "2025-04-30"}
    release = hand_in("secret-april", 2, NEW, HOUR, gateway=secret, package={"description": "Secret title"})
    assert release.state == "published"
    for moment in (NOW, HOUR - timedelta(seconds=1)):
        time_machine.move_to(moment, tick=False)
        tend_releases()
        answers = read_everywhere(client, release)
        assert OLD in answers["programme"]
        assert "release" not in answers
        assert {name: word for name, text in answers.items() for word in TRACES if word in text} == {}
    time_machine.move_to(HOUR, tick=False)
    answers = read_everywhere(client, release)
    assert NEW in answers["programme"]
    assert json.loads(answers["observations"])["results"][0]["value"] == int(NEW.replace(",", ""))
    for name in ("release", "releases", "feed", "changes", "figure", "explorer", "list of releases"):
        assert any(word in answers[name] for word in TRACES), name


def test_first_release_of_a_data_set_is_unknown_before_its_hour(client, pages, hand_in, time_machine):
    time_machine.move_to(NOW, tick=False)
    release = hand_in("secret-april", 1, NEW, HOUR, gateway={"dataset": "secret-april-set"}, package={"title": "Secret title"})
    assert DataSet.objects.get().title == "Secret title"
    answers = read_everywhere(client, release)
    assert {name: word for name, text in answers.items() for word in TRACES if word in text} == {}
    time_machine.move_to(HOUR, tick=False)
    assert "Secret title" in read_everywhere(client, release)["releases"]


def test_nothing_tells_that_a_release_waits(client, hand_in, time_machine):
    time_machine.move_to(NOW, tick=False)
    hand_in("march", 1, OLD)
    before = client.get(CHANNELS["observations"])["Last-Modified"]
    time_machine.move_to(NOW + timedelta(minutes=5), tick=False)
    hand_in("secret-april", 2, NEW, HOUR)
    assert client.get(CHANNELS["observations"])["Last-Modified"] == before
    time_machine.move_to(HOUR, tick=False)
    assert client.get(CHANNELS["observations"])["Last-Modified"] == "Tue, 01 Jul 2025 10:00:00 GMT"


def test_search_reads_the_pages_anew_at_the_hour(pages, hand_in, time_machine, django_capture_on_commit_callbacks):
    time_machine.move_to(NOW, tick=False)
    IndexJob.objects.all().delete()
    release = hand_in("april", 1, NEW, HOUR)
    tend_releases()
    assert (release.told_at, IndexJob.objects.exists()) == (None, False)
    time_machine.move_to(HOUR, tick=False)
    tend_releases()
    assert set(IndexJob.objects.values_list("page_id", flat=True)) == {page.pk for page in pages}
    release.refresh_from_db()
    assert release.told_at == HOUR
    IndexJob.objects.all().delete()
    tend_releases()
    assert not IndexJob.objects.exists()
    assert IndexedPage.objects.count() == 0


def test_each_of_several_embargoes_ends_at_its_own_hour(hand_in, time_machine):
    time_machine.move_to(NOW, tick=False)
    for name, sequence, value, hour in (("a", 1, "1000", None), ("b", 2, "1010", HOUR), ("c", 3, "1020", LATER)):
        time_machine.shift(1)
        assert hand_in(name, sequence, value, hour).state == "published"
    seen = []
    for moment in (NOW + timedelta(minutes=1), HOUR, LATER):
        time_machine.move_to(moment, tick=False)
        seen += shown()
    assert seen == ["1,000", "1,010", "1,020"]


def test_release_that_would_overtake_an_embargo_is_held_until_the_hour(hand_in, learner, time_machine):
    time_machine.move_to(NOW, tick=False)
    hand_in("a", 1, "1000")
    time_machine.shift(1)
    hand_in("b", 2, "1010", HOUR)
    early = hand_in("c", 3, "1020")
    assert (early.state, early.report["checks"][0]["rule"], shown()) == ("held", "embargo-pending", ["1,000"])
    with pytest.raises(NotAllowed, match="waits for its hour"):
        publish(early, by=learner)
    time_machine.move_to(HOUR, tick=False)
    publish(early, by=learner)
    assert shown() == ["1,020"]


def test_trying_an_export_does_not_tell_what_an_embargoed_release_says(
    hand_in, tmp_path, learner, django_user_model, time_machine
):
    time_machine.move_to(NOW, tick=False)
    hand_in("a", 1, "1000")
    hand_in("b", 2, "1010", HOUR)
    export = Export(tmp_path / "c", [cell(value="1020", ref_area="PK")], kind="aggregate")
    export.gateway = {"sequence": 2}
    steward = django_user_model.objects.create_superuser("steward@example.org", "x")
    asked = {
        person: runs.enter(export.write(), door="upload", started_by=person, dry_run=True) for person in (learner, steward)
    }
    told = {person: runs.carry_out(run) for person, run in asked.items()}
    assert (told[learner].state, told[learner].findings) == ("published", [])
    assert {finding.rule for finding in told[steward].findings} == {"awaits-decision"}
    assert {finding.rule for finding in told[steward].reserved} == {"embargo-pending", "older-sequence"}


def test_embargoed_figures_of_other_data_sets_count_only_for_those_who_may_see_them(areas, make_release, time_machine):
    time_machine.move_to(NOW, tick=False)
    cells = [("kafaalat", "families_paid", "2025-Q1", "PK", 1000)]
    old = make_release(cells, dataset="survey", state="superseded")
    new = make_release(cells, dataset="survey", embargo_until=HOUR, published_at=NOW)
    assert list(Basis().beside("bisp-payments", "payments")) == [old, new]
    assert list(Basis(embargoed=False).beside("bisp-payments", "payments")) == [old]
    assert Basis().current("bisp-payments", "survey") == new
    assert Basis(embargoed=False).current("bisp-payments", "survey") == old
    before = Basis().stand("bisp-payments", "payments")
    time_machine.move_to(HOUR, tick=False)
    assert Basis().stand("bisp-payments", "payments") != before
    assert list(Basis(embargoed=False).beside("bisp-payments", "payments")) == [new]


def test_embargoed_release_can_be_withdrawn_before_anyone_saw_it(hand_in, learner, time_machine):
    time_machine.move_to(NOW, tick=False)
    hand_in("a", 1, "1000")
    time_machine.shift(1)
    withdraw(hand_in("b", 2, "1010", HOUR), by=learner, reason="Wrong.")
    for moment in (NOW, HOUR):
        time_machine.move_to(moment, tick=False)
        assert shown() == ["1,000"]


def test_release_withdrawn_before_its_hour_is_never_heard_of(client, pages, hand_in, learner, time_machine):
    time_machine.move_to(NOW, tick=False)
    hand_in("march", 1, OLD)
    time_machine.shift(1)
    secret = {"supersedes": "march", "reason": "Secret reason", "as_of": "2025-04-30"}
    release = hand_in("secret-april", 2, NEW, HOUR, gateway=secret)
    withdraw(release, by=learner, reason="Secret reason")
    for moment in (NOW, HOUR, LATER):
        time_machine.move_to(moment, tick=False)
        answers = read_everywhere(client, release)
        assert "release" not in answers
        assert {name: word for name, text in answers.items() for word in TRACES if word in text} == {}


def test_entity_tag_does_not_tell_that_a_new_data_set_waits(client, hand_in, time_machine):
    time_machine.move_to(NOW, tick=False)
    hand_in("march", 1, OLD)
    before = client.get(CHANNELS["observations"])["ETag"]
    hand_in("secret-april", 1, NEW, HOUR, gateway={"dataset": "secret-april-set"})
    assert client.get(CHANNELS["observations"])["ETag"] == before
