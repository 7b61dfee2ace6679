import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from openpyxl import load_workbook

from programmes import api, selecting, takeaway
from programmes.models import CurrentRelease, Release

pytestmark = pytest.mark.usefixtures("areas")
OBSERVATIONS = "/api/statistics/observations"
State = Release.State


@pytest.fixture(autouse=True)
def nothing_counted_before():
    """A release's key stands for its figures for ever; here each test begins again at the same key."""
    cache.clear()


@pytest.fixture
def release(make_release):
    return make_release(
        [
            ("kafaalat", "families_paid", "2025-Q1", "PK", 90),
            ("kafaalat", "families_paid", "2025-Q1", "PK601", None, "F", "suppressed"),
        ]
    )


@pytest.fixture
def several(make_release):
    """Three data sets, so that pages have borders to cross."""
    for number in range(3):
        cells = [("kafaalat", "families_paid", f"20{10 + year}", "PK", 10 * year + number) for year in range(4)]
        make_release(cells, dataset=f"set-{number}")


def ask(client, **query):
    return client.get(OBSERVATIONS, query)


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def lines(answer) -> list[dict]:
    return list(csv.DictReader(io.StringIO(body(answer).decode("utf-8"), newline="")))


def release_of(client, release, **query):
    return ask(client, release=release.pk, **query).json()


def test_figures_of_one_release_are_given_as_it_gave_them(client, make_release):
    first = make_release([("kafaalat", "families_paid", "2025-Q1", "PK", 90)], state="superseded")
    second = make_release([("kafaalat", "families_paid", "2025-Q1", "PK", 100)], sequence=2)
    other = make_release([("kafaalat", "families_paid", "2025-Q1", "PK", 70)], dataset="other")
    values = [[row["value"] for row in release_of(client, one)["results"]] for one in (first, second, other)]
    assert values == [[90], [100], [70]]
    assert release_of(client, first, **{"from": "2025-Q2"})["total"] == 0
    assert release_of(client, first, to="2025-Q2")["total"] == 1
    named = ask(client, release=first.pk, format="csv")
    assert f"release-{first.pk}.csv" in named["Content-Disposition"]
    assert [line["value"] for line in lines(named)] == ["90"]


@pytest.mark.parametrize(
    "fields", [{"state": "withdrawn"}, {"state": "held"}, {"embargo_until": timezone.now() + timedelta(days=1)}]
)
def test_release_whose_figures_nobody_may_see_cannot_be_asked_for(client, make_release, fields):
    closed = make_release([("kafaalat", "families_paid", "2025-Q1", "PK", 90)], **fields)
    for number in (closed.pk, closed.pk + 1, "x"):
        answer = ask(client, release=number)
        assert answer.status_code == 400
        assert answer.json()["parameter"] == "release"
        assert "no release whose figures are shown" in answer.json()["detail"]


# Figures --------------------------------------------------------------------------------------


def test_observation_tells_where_it_comes_from(client, release):
    answer = ask(client, programme="kafaalat", indicator="families_paid", area="PK", period="2025-Q1", sex="_T").json()
    (found,) = answer["results"]
    assert answer["total"] == 1
    assert (found["value"], found["unit"], found["status"], found["area"]) == (90, "families", "normal", "PK")
    assert found["provenance"]["release"] == release.pk
    assert found["provenance"]["as_of"] == "2025-03-31"
    assert found["provenance"]["sha256"] == "0" * 64


def test_hidden_value_is_null(client, release):
    (found,) = ask(client, area="PK601").json()["results"]
    assert (found["value"], found["status"]) == (None, "suppressed")


def test_filter_takes_several_values_with_commas_or_repeated(client, release):
    assert ask(client, area="PK,PK601").json()["total"] == 2
    assert ask(client, area=["PK", "PK601"]).json()["total"] == 2
    assert ask(client, sex="F").json()["total"] == 1
    assert ask(client, age="5-14").json()["total"] == 0


def test_periods_can_be_bounded(client, several):
    assert ask(client, **{"from": "2011", "to": "2012"}).json()["total"] == 6
    assert ask(client, **{"from": "2013-Q2"}).json()["total"] == 0
    assert ask(client, period="2010,2011", to="2010").json()["total"] == 3


def test_pages_cross_the_borders_of_releases_and_name_the_next(client, several, monkeypatch):
    monkeypatch.setattr(api, "PAGE_SIZE", 5)
    whole, address = [], f"{OBSERVATIONS}?programme=kafaalat"
    while address:
        answer = client.get(address).json()
        whole += [(row["provenance"]["dataset"], row["period"]) for row in answer["results"]]
        address = answer["next"]
    assert (answer["total"], answer["page"], answer["pages"]) == (12, 3, 3)
    assert whole == [(f"set-{number}", f"20{10 + year}") for number in range(3) for year in range(4)]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_hold_every_figure_once_wherever_programmes_and_indicators_change(client, make_release, monkeypatch, size):
    for number, programmes in enumerate((["kafaalat", "nashonuma"], ["kafaalat"], ["hunarmand", "kafaalat", "nashonuma"])):
        indicators = ["families_paid", "amount_paid", "families_enrolled"][number:]
        cells = [(p, i, q, "PK", 90) for p in programmes for i in indicators for q in ("2024-Q4", "2025-Q1")]
        make_release(cells, dataset=f"set-{number}", export_id=f"set-{number}")
    shown = ("release", "programme", "indicator", "period")
    whole = [tuple(row[name] for name in shown) for row in lines(ask(client, format="csv"))]
    monkeypatch.setattr(api, "PAGE_SIZE", size)
    pages = [ask(client, page=page).json()["results"] for page in range(1, -(-len(whole) // size) + 1)]
    found = [(str(row["provenance"]["release"]), *(row[name] for name in shown[1:])) for page in pages for row in page]
    assert len(whole) == len(set(whole)) == 22
    assert found == whole


def test_window_names_the_groups_that_a_page_touches():
    one, two, three = (1, "a", 1), (1, "b", 7), (2, "a", 1)
    numbers = {one: 3, two: 4, three: 5}
    assert selecting.window(numbers, 0, 3) == ([one], 0)
    assert selecting.window(numbers, 2, 3) == ([one, two], 2)
    assert selecting.window(numbers, 7, 50) == ([three], 0)
    assert selecting.window({}, 0, 5) == ([], 0)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ({"programme": "nothing"}, "kafaalat"),
        ({"indicator": "\0"}, "families_paid"),
        ({"area": "PK-XX"}, "ISO 3166-2"),
        ({"area": "PK,PK999"}, "PK999"),
        ({"period": "last year"}, "FY2025"),
        ({"from": "then"}, "FY2025"),
        ({"from": "2025", "to": "2024"}, "after the last"),
        ({"to": ["2025", "2024"]}, "once"),
        ({"sex": "female"}, "F, M"),
        ({"age": "old"}, "65+"),
        ({"format": "xml"}, "json"),
        ({"language": "fr"}, "ur"),
        ({"page": "1" + "0" * 20}, "from 1 to"),
        ({"page": "2"}, "from 1 to 1"),
        ({"page": "-1"}, "from 1 to"),
        ({"page": "²"}, "from 1 to"),
        ({"colour": "red"}, "programme"),
        ({"period": ",".join(f"20{n:02}-{m:02}" for n in range(20, 40) for m in range(1, 13))}, "At most 200"),
    ],
)
def test_question_that_makes_no_sense_is_answered_with_400_and_advice(query, word, client, release):
    answer = ask(client, **query)
    assert answer.status_code == 400
    assert word in answer.json()["detail"]


def test_refusal_names_what_comes_near(client, release):
    answer = ask(client, programme="kafalat").json()
    assert (answer["parameter"], answer["near"][0]) == ("programme", "kafaalat")
    assert "Did you mean kafaalat" in answer["detail"]
    assert "programme" in ask(client, programmes="kafaalat").json()["near"]


# Nothing that readers may not see -------------------------------------------------------------


def everything_said(client) -> str:
    places = ["observations", "observations?format=csv", "releases", "datasets", "structure", "programmes"]
    answers = [client.get(f"/api/statistics/{place}") for place in places]
    return "".join((body(answer) if answer.streaming else answer.content).decode() for answer in answers)


SECRET = [("secret-programme", "families_paid", "2031-Q3", "PK", 777_770)]


@pytest.mark.parametrize("state", [State.RECEIVED, State.HELD, State.REJECTED, State.REFUSED])
def test_release_that_was_never_published_appears_nowhere(state, client, release, make_release):
    hidden = make_release(SECRET, dataset="secret-set", state=state, export_id="secret-export")
    CurrentRelease.objects.filter(release=hidden).delete()
    said = everything_said(client)
    assert not [word for word in ("secret", "777770", "2031-Q3") if word in said]
    assert client.get(f"/api/statistics/releases/{hidden.pk}").status_code == 404


def test_embargoed_release_appears_at_its_hour_and_not_before(client, make_release, time_machine_at):
    hour = timezone.now() + timedelta(hours=1)
    hidden = make_release(SECRET, dataset="secret-set", embargo_until=hour, export_id="secret-export")
    said = everything_said(client)
    assert not [word for word in ("secret", "777770", "2031-Q3") if word in said]
    before = ask(client)
    time_machine_at(hour + timedelta(seconds=1))
    after = client.get(OBSERVATIONS, headers={"if-none-match": before["ETag"]})
    assert after.json()["results"][0]["value"] == 777_770
    assert client.get(f"/api/statistics/releases/{hidden.pk}").status_code == 200


def test_withdrawn_release_stays_on_record_without_its_figures(client, make_release):
    withdrawn = make_release(SECRET, dataset="secret-set", state=State.WITHDRAWN)
    assert ask(client).json()["total"] == 0
    assert lines(ask(client, format="csv")) == []
    assert client.get(f"/api/statistics/releases/{withdrawn.pk}").json()["state"] == "withdrawn"


@pytest.fixture
def time_machine_at():
    import time_machine

    travellers = []

    def travel(moment: datetime) -> None:
        traveller = time_machine.travel(moment.astimezone(UTC), tick=False)
        traveller.start()
        travellers.append(traveller)

    yield travel
    for traveller in travellers:
        traveller.stop()


# Files ----------------------------------------------------------------------------------------


def test_csv_holds_the_whole_selection_with_its_provenance(client, release):
    answer = ask(client, programme="kafaalat", period="2025-Q1", format="csv")
    assert answer["Content-Type"].startswith("text/csv; charset=utf-8")
    assert answer["Content-Disposition"] == 'attachment; filename="kafaalat-2025-Q1.csv"'
    first, second = lines(answer)
    assert (first["value"], first["release"], first["registry"]) == ("90", str(release.pk), "bisp-payments")
    assert (second["value"], second["status"]) == ("", "suppressed")


def test_names_in_a_file_are_in_the_language_that_was_asked_for(client, release):
    urdu = ask(client, format="csv", language="ur")
    assert urdu["Content-Language"] == "ur"
    assert "کفالت" in lines(urdu)[0]["programme_name"]
    assert lines(ask(client, format="csv"))[0]["area_name"] == "Pakistan"


def test_workbook_tells_its_sources_and_its_address(client, release):
    answer = ask(client, area="PK", format="xlsx")
    assert answer["Content-Disposition"] == 'attachment; filename="PK.xlsx"'
    book = load_workbook(io.BytesIO(body(answer)))
    cover = {row[0].value: row[1].value for row in book["About"].iter_rows(min_row=3)}
    assert cover["Selection"] == "area: PK"
    assert "quoted: as others have published it, to the digit" in cover["Statuses"]
    assert cover["Address of this selection"] == "http://testserver/api/statistics/observations?area=PK&format=xlsx"
    assert book["Data"].max_row == 2
    assert release.export_id in [cell.value for row in book["Notes"].iter_rows() for cell in row]


def test_urdu_workbook_runs_from_right_to_left(client, release):
    book = load_workbook(io.BytesIO(body(ask(client, format="xlsx", language="ur", **{"from": "2025", "to": "2026"}))))
    assert all(sheet.sheet_view.rightToLeft for sheet in book)


def test_selection_too_large_for_a_workbook_is_pointed_to_csv(client, release, monkeypatch):
    monkeypatch.setattr(takeaway.workbook, "MOST_ROWS", 1)
    answer = ask(client, format="xlsx")
    assert answer.status_code == 400
    assert "format=csv" in answer.json()["detail"]


def test_sdmx_file_names_its_structure(client, release):
    answer = ask(client, format="sdmx-csv", **{"from": "2025-Q1", "to": "2025-Q1"})
    assert answer["Content-Disposition"].endswith('"from-2025-Q1-to-2025-Q1.sdmx.csv"')
    assert answer["Content-Type"].startswith("application/vnd.sdmx.data+csv; version=2.0.0")
    assert body(answer).decode().splitlines()[1].startswith("dataflow,GATEWAY:SOCIAL_PROTECTION(1.0.0),I,Q,")


def test_sdmx_file_and_structure_fit_each_other(client, release):
    from pysdmx.io import get_datasets

    structure = client.get("/api/statistics/structure").content.decode()
    (found,) = get_datasets(body(ask(client, format="sdmx-csv")).decode(), structure)
    assert list(found.data["REF_AREA"]) == ["PK", "PK601"]


# Other lists ----------------------------------------------------------------------------------


def test_releases_are_listed_and_held_ones_not(client, make_release):
    make_release([])
    make_release([], dataset="other", state="held")
    answer = client.get("/api/statistics/releases").json()
    assert [found["dataset"] for found in answer["results"]] == ["payments"]


def test_releases_are_filtered_by_registry_and_data_set(client, several):
    def count(**query):
        return client.get("/api/statistics/releases", query).json()["total"]

    assert (count(dataset="set-1"), count(registry="bisp-payments"), count(registry="nser")) == (1, 3, 0)
    assert client.get("/api/statistics/releases?colour=red").status_code == 400


@pytest.mark.parametrize("key", ["0", "x", "²", "9" * 30])
def test_unknown_release_is_not_found(key, client, release):
    answer = client.get(f"/api/statistics/releases/{key}")
    assert (answer.status_code, answer.json()["detail"]) == (404, "There is no such release.")


def test_vocabularies_are_listed_whole(client, release):
    def listed(name):
        return client.get(f"/api/statistics/{name}").json()

    assert "families_paid" in {row["code"] for row in listed("indicators")}
    assert {"code": "PK601", "parent": "PK-PB"}.items() <= {row["code"]: row for row in listed("areas")}["PK601"].items()
    assert "kafaalat" in {row["code"] for row in listed("programmes")}
    assert isinstance(listed("datasets"), list)


# HTTP -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["observations", "observations?format=csv", "observations?format=xlsx", "releases", "indicators"]
)
def test_answer_that_the_asker_has_is_not_sent_again(path, client, release, make_release):
    first = client.get(f"/api/statistics/{path}")
    tag = {"if-none-match": first["ETag"]}
    again = client.get(f"/api/statistics/{path}", headers=tag)
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    make_release([("kafaalat", "families_paid", "2025-Q2", "PK", 100)], dataset="new")
    changed = client.get(f"/api/statistics/{path}", headers=tag)
    assert changed.status_code == 200
    for answer in (first, changed):
        answer.close()


def test_new_definition_is_a_new_answer(client, release):
    from programmes.models import Indicator

    tag = ask(client)["ETag"]
    Indicator.objects.filter(code="families_paid").update(definition="Counted otherwise.")
    assert client.get(OBSERVATIONS, headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("query", ["", "?format=csv", "?format=xlsx", "?format=sdmx-csv"])
def test_head_tells_the_headers_and_sends_nothing(query, client, release):
    answer = client.head(OBSERVATIONS + query)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"]


def test_pages_of_other_sites_may_read_the_statistics(client, release):
    assert ask(client)["Access-Control-Allow-Origin"] == "*"
    assert ask(client, colour="red")["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/api/search?q=x")
    assert ask(client)["Cache-Control"] == "public, max-age=60"
    assert ask(client, colour="red")["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written(method, client, release):
    assert getattr(client, method)(OBSERVATIONS).status_code == 405


# Queries --------------------------------------------------------------------------------------


def test_number_of_queries_does_not_grow_with_figures_or_data_sets(client, several, django_assert_num_queries):
    with django_assert_num_queries(11):
        ask(client)


def test_file_takes_one_query_more_for_each_data_set_only(client, several, django_assert_num_queries):
    with django_assert_num_queries(9 + 3):
        assert len(lines(ask(client, format="csv"))) == 12
