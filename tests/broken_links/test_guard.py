"""The site asks the public internet and nothing else, whatever an editor writes and wherever a redirect leads."""

import socket
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from gateway.broken_links import guard
from gateway.broken_links.asking import ask
from gateway.broken_links.guard import NotPublic, is_public, public_addresses
from gateway.broken_links.models import Outcome


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.5.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "2001:0:a00:1::",
    ],
)
def test_private_addresses(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_public_addresses(address):
    assert is_public(address)


def resolves_to(monkeypatch, *addresses):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in addresses]
    names = SimpleNamespace(getaddrinfo=lambda *asked, **kept: found, SOCK_STREAM=socket.SOCK_STREAM)
    monkeypatch.setattr(guard, "socket", names)


def test_name_that_also_stands_for_a_private_address_is_closed(monkeypatch):
    resolves_to(monkeypatch, "93.184.216.34", "10.0.0.1")
    with pytest.raises(NotPublic):
        public_addresses(urlsplit("http://example.org/"))
    resolves_to(monkeypatch, "93.184.216.34")
    assert public_addresses(urlsplit("http://example.org/")) == ["93.184.216.34"]


@pytest.mark.parametrize("url", ["http://example.org:22/", "http://user:secret@example.org/", "http://example.org:6379/"])
def test_other_ports_and_names_with_passwords_are_closed(url):
    assert ask(url).outcome == Outcome.LEFT


def test_private_name_is_never_asked(monkeypatch):
    resolves_to(monkeypatch, "169.254.169.254")
    assert ask("http://metadata.example.org/latest/").outcome == Outcome.LEFT
