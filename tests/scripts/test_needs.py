import pytest

from scripts import needs


def test_what_is_there_is_not_installed(monkeypatch):
    monkeypatch.setattr(needs, "NEEDS", {"chromium": lambda: "/usr/bin/chromium"})
    monkeypatch.setattr(needs, "install", lambda packages: pytest.fail("nothing to install"))
    needs.main()


def test_missing_is_installed_where_that_is_allowed(monkeypatch, capsys):
    there = []
    monkeypatch.setattr(needs, "NEEDS", {"chromium": lambda: "chromium" in there or None})
    monkeypatch.setattr(needs, "may_install", lambda: True)
    monkeypatch.setattr(needs, "install", there.extend)
    needs.main()
    assert "Installing chromium" in capsys.readouterr().out


def test_missing_is_named_in_one_line_and_the_run_fails_where_it_is_not(monkeypatch):
    monkeypatch.setattr(needs, "NEEDS", {"chromium": lambda: None, "postgresql": lambda: None})
    monkeypatch.setattr(needs, "may_install", lambda: False)
    with pytest.raises(SystemExit, match="sudo apt-get install chromium postgresql"):
        needs.main()
