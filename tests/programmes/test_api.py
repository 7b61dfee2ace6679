import pytest

pytestmark = pytest.mark.usefixtures("areas")


@pytest.fixture
def release(make_release):
    return make_release(
        [
            ("kafaalat", "families_paid", "2025-Q1", "PK", 90),
            ("kafaalat", "families_paid", "2025-Q1", "PK601", None, "F", "suppressed"),
        ]
    )


def ask(client, **query):
    return client.get("/api/statistics/observations", query)


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


def test_releases_are_listed_and_held_ones_not(client, make_release):
    make_release([])
    make_release([], dataset="other", state="held")
    answer = client.get("/api/statistics/releases").json()
    assert [found["dataset"] for found in answer["results"]] == ["payments"]


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ({"programme": "nothing"}, "kafaalat"),
        ({"indicator": "\0"}, "families_paid"),
        ({"area": "PK-XX"}, "ISO 3166-2"),
        ({"period": "last year"}, "FY2025"),
        ({"sex": "female"}, "F, M"),
        ({"format": "xml"}, "json"),
        ({"page": "1" + "0" * 20}, "from 1 to"),
        ({"page": "-1"}, "from 1 to"),
        ({"page": "²"}, "from 1 to"),
        ({"colour": "red"}, "programme"),
    ],
)
def test_question_that_makes_no_sense_is_answered_with_400_and_advice(query, word, client, release):
    answer = ask(client, **query)
    assert answer.status_code == 400
    assert word in answer.json()["detail"]


def test_number_of_queries_is_constant(client, release, django_assert_num_queries):
    with django_assert_num_queries(9):
        ask(client)
