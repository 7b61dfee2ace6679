import pytest

from gateway import health
from gateway.search.models import IndexJob


def test_alive_asks_nothing_of_any_part(client):
    assert client.get("/healthz").content == b"alive\n"


def test_ready_names_each_part(client, db):
    IndexJob.objects.all().delete()
    answer = client.get("/readyz")
    assert answer.status_code == 200
    well = dict.fromkeys(health.SEARCH_PROBES, True)
    assert answer.json() == {"ready": True, "parts": dict.fromkeys(health.PROBES, True), "search": well}
    assert "no-cache" in answer["Cache-Control"]


@pytest.mark.parametrize("part", list(health.PROBES))
def test_lost_part_is_named_without_its_error(client, db, monkeypatch, part):
    def fail():
        raise ConnectionError("secret-host refused")

    monkeypatch.setitem(health.PROBES, part, fail)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["parts"][part] is False
    assert "secret-host" not in answer.content.decode()


def test_storage_that_cannot_be_written_is_a_lost_part(settings, tmp_path):
    settings.VAR = tmp_path / "missing"
    assert not health.answers(health.ask_storage)
