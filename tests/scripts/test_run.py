import socket

import pytest

from scripts import run


def test_port_is_8000_unless_the_environment_names_another(monkeypatch):
    monkeypatch.setattr(run, "is_taken", lambda port: False)
    monkeypatch.delenv("PORT", raising=False)
    assert run.chosen_port() == 8000
    monkeypatch.setenv("PORT", "8123")
    assert run.chosen_port() == 8123


@pytest.mark.parametrize("text", ["web", "-1", "0", "70000"])
def test_wrong_port_is_named_with_a_right_one(monkeypatch, text):
    monkeypatch.setenv("PORT", text)
    with pytest.raises(SystemExit, match="make run PORT=8001"):
        run.chosen_port()


def test_taken_port_is_said_in_one_line(monkeypatch):
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.setattr(run, "is_taken", lambda port: True)
    with pytest.raises(SystemExit, match=r"Port 8123 is taken .* make run PORT=8124"):
        run.chosen_port()


def test_content_is_loaded_once_for_the_same_source(monkeypatch, tmp_path, capsys):
    asked = []
    monkeypatch.setattr(run, "manage", lambda environment, *words: asked.append(words[0]))
    monkeypatch.setattr(run, "fingerprint", lambda environment: "as it is")
    run.fill({}, tmp_path)
    (tmp_path / "gateway.sqlite3").touch()
    run.fill({}, tmp_path)
    assert asked == ["migrate", "load_starter_content"]
    (tmp_path / "gateway.sqlite3").unlink()
    run.fill({}, tmp_path)
    assert len(asked) == 4, "a deleted database is filled again"
    assert "1/3" in capsys.readouterr().out


def test_announcement_names_the_address_and_the_demo_accounts(tmp_path, capsys):
    (tmp_path / "demo-accounts.json").write_text('{"editor@example.org": "made-for-this-machine"}')
    run.announce(8123, tmp_path)
    said = capsys.readouterr().out
    assert "http://127.0.0.1:8123/" in said
    assert "editor@example.org" in said
    assert "made-for-this-machine" in said


def test_database_elsewhere_is_another_site():
    assert run.fingerprint({}) != run.fingerprint({"DATABASE_URL": "postgres://host/site"})


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_taken_port_is_noticed():
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert run.is_taken(server.getsockname()[1])
