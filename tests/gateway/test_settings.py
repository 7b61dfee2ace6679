import os
import runpy
import stat

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@pytest.fixture
def read(monkeypatch, tmp_path):
    """Reads the settings file with only these values in the environment."""

    def read(**values: str) -> dict:
        monkeypatch.setattr(os, "environ", {"GATEWAY_VAR": str(tmp_path / "var"), "GATEWAY_ENV_FILE": os.devnull} | values)
        monkeypatch.setattr("environ.Env.ENVIRON", os.environ)
        return runpy.run_path(str(settings.BASE_DIR / "gateway" / "settings.py"))

    return read


def test_no_environment_at_all_gives_a_site_on_embedded_parts(read):
    found = read()
    assert found["DEBUG"] is False
    assert found["DATABASES"]["default"]["ENGINE"].endswith("sqlite3")
    assert found["CELERY_TASK_ALWAYS_EAGER"] is True
    assert found["EMAIL_BACKEND"].endswith("console.EmailBackend")


def test_sqlite_takes_the_write_lock_at_once_and_waits_for_it(read):
    assert read()["DATABASES"]["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_addresses_move_the_site_to_real_servers(read):
    found = read(DATABASE_URL="postgres://sp:pw@db:5432/gateway", REDIS_URL="redis://queue:6379/0")
    assert found["DATABASES"]["default"]["ENGINE"].endswith("postgresql")
    assert found["DATABASES"]["default"]["CONN_HEALTH_CHECKS"] is True
    assert found["CELERY_BROKER_URL"] == "redis://queue:6379/0"
    assert found["CELERY_TASK_ALWAYS_EAGER"] is False


def test_secret_key_is_made_once_and_readable_by_its_owner_only(read, tmp_path):
    first = read()["SECRET_KEY"]
    assert first == read()["SECRET_KEY"]
    assert len(first) > 50
    assert stat.S_IMODE((tmp_path / "var" / "secret-key").stat().st_mode) == 0o600


def test_file_of_settings_gives_way_to_the_environment(read, tmp_path):
    (tmp_path / "env").write_text("MAX_UPLOAD_MB=7\nDEFAULT_FROM_EMAIL=a@example.org\n")
    found = read(GATEWAY_ENV_FILE=str(tmp_path / "env"), MAX_UPLOAD_MB="9")
    assert found["MAX_UPLOAD_MB"] == 9
    assert found["DEFAULT_FROM_EMAIL"] == "a@example.org"


def test_tls_makes_cookies_and_redirects_https_only(read):
    found = read(BEHIND_TLS="1", ALLOWED_HOSTS="gateway.example.org", SITE_URL="https://gateway.example.org/")
    assert found["SESSION_COOKIE_SECURE"]
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SITE_URL"] == "https://gateway.example.org"


@pytest.mark.parametrize(
    ("values", "advice"),
    [
        ({"DEBUG": "maybe"}, "DEBUG is 'maybe'. Set it to 1 or 0"),
        ({"MAX_UPLOAD_MB": "lots"}, "Set it to a whole number above 0, for example 50"),
        ({"MAX_UPLOAD_MB": "0"}, "whole number above 0"),
        ({"GATEWAY_VAR": "/proc/nowhere"}, "cannot be made"),
        ({"DATABASE_URL": "postgres://sp:pw@db:port/gateway"}, "DATABASE_URL is no whole address"),
        ({"DATABASE_URL": "sqlite:"}, "names no database"),
        ({"REDIS_URL": "redis://queue:port"}, "REDIS_URL is no whole address"),
        ({"REDIS_URL": "redis:"}, "REDIS_URL names no host"),
        ({"HAYSTACK_URL": "solr+http://host:99999/gateway"}, "HAYSTACK_URL is no whole address"),
        ({"EMAIL_URL": "smtp://mail:port"}, "EMAIL_URL is no whole address"),
        ({"SITE_URL": "https:"}, "SITE_URL names no host"),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL must begin with one of sqlite:, postgres:, postgresql:"),
        ({"DATABASE_URL": "postgres://host"}, "names no database"),
        ({"REDIS_URL": "localhost"}, "REDIS_URL must begin with"),
        ({"EMAIL_URL": "http://mail"}, "EMAIL_URL must begin with"),
        ({"SITE_URL": "gateway.example.org"}, "SITE_URL must begin with one of http:, https:"),
        ({"SECRET_KEY": "short"}, "shorter than 32 characters"),
        ({"CSRF_TRUSTED_ORIGINS": "gateway.example.org"}, "needs its scheme"),
        ({"GATEWAY_ENV_FILE": "/nowhere/at/all"}, "is not there"),
        ({"BEHIND_TLS": "1"}, "set ALLOWED_HOSTS"),
        ({"BEHIND_TLS": "1", "ALLOWED_HOSTS": "a.org", "SITE_URL": "http://a.org"}, "https: address"),
    ],
)
def test_wrong_value_stops_the_start_and_says_how_to_mend_it(read, values, advice):
    with pytest.raises(ImproperlyConfigured, match=advice):
        read(**values)


def test_message_never_repeats_an_address_since_it_may_hold_a_password(read):
    with pytest.raises(ImproperlyConfigured) as caught:
        read(REDIS_URL="http://:hunter2@host")
    assert "hunter2" not in str(caught.value)
