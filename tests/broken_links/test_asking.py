"""What a server's answer means. The server is this test's own, and the guard lets this machine pass."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from gateway.broken_links import asking
from gateway.broken_links.asking import Answer, ask
from gateway.broken_links.guard import NotPublic
from gateway.broken_links.models import Outcome

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
STATUS = {"/gone": 410, "/lost": 404, "/login": 403, "/broken": 500, "/here": 200, "/empty": 416}
MOVED = {"/moved": "/here", "/out": "http://inside.example.org/secret", "/round": "/round", "/file": "file:///etc/passwd"}


class Server(BaseHTTPRequestHandler):
    asked: list[tuple[str, str, str]] = []

    def do_HEAD(self):
        type(self).asked.append((self.command, self.path, self.headers["User-Agent"]))
        if self.path == "/only-get" and self.command == "GET":
            return self.say(200)
        if self.path == "/drips":
            return self.drip()
        if self.path in MOVED:
            return self.say(302, MOVED[self.path])
        return self.say(STATUS.get(self.path, 405))

    do_GET = do_HEAD

    def say(self, status, location=""):
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(b"x" * 1000)

    def drip(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self.server.released.wait(10)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.released = threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.released.set()
    server.shutdown()
    thread.join()
    server.server_close()


def this_machine(parts):
    if parts.hostname != "127.0.0.1":
        raise NotPublic
    return ["127.0.0.1"]


def answer(url: str) -> Answer:
    Server.asked.clear()
    return ask(url, guard=this_machine)


@pytest.mark.parametrize(
    ("path", "outcome", "words"),
    [
        ("/here", Outcome.WORKS, "200"),
        ("/moved", Outcome.WORKS, "200"),
        ("/only-get", Outcome.WORKS, "200"),
        ("/empty", Outcome.WORKS, "416"),
        ("/gone", Outcome.GONE, "410"),
        ("/lost", Outcome.GONE, "404"),
        ("/login", Outcome.REFUSES, "403"),
        ("/broken", Outcome.FAILS, "500"),
        ("/round", Outcome.FAILS, "redirects"),
        ("/out", Outcome.LEFT, "not public"),
        ("/file", Outcome.LEFT, "not public"),
    ],
)
def test_answers(server, path, outcome, words):
    assert answer(server + path) == Answer(outcome, words)


def test_asks_softly_and_says_who_asks(server):
    answer(f"{server}/here")
    [(method, _path, name)] = Server.asked
    assert method == "HEAD"
    assert "SocialProtectionGateway-LinkCheck" in name
    assert "http://127.0.0.1:8000" in name
    answer(f"{server}/only-get?a=ب")
    assert next((method, path) for method, path, _name in Server.asked) == ("HEAD", "/only-get?a=%D8%A8")


def test_server_that_never_ends_is_left(server, monkeypatch):
    monkeypatch.setattr(asking, "SECONDS_IN_ALL", 0.2)
    assert answer(f"{server}/drips").outcome == Outcome.FAILS


def test_doi_is_registered_or_not_whatever_its_publisher_says(monkeypatch):
    for status, outcome in ((302, Outcome.WORKS), (404, Outcome.GONE)):
        monkeypatch.setattr(asking, "_request", lambda *args, status=status: (status, "https://publisher.example.org/"))
        assert ask("https://doi.org/10.1/x", guard=lambda parts: ["192.0.2.1"]).outcome == outcome


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (socket.gaierror(), "no such host"),
        (TimeoutError(), "timeout"),
        (ConnectionRefusedError(), "no connection"),
        (asking.ssl.SSLCertVerificationError(), "certificate"),
        (ValueError(), "malformed"),
    ],
)
def test_faults(error, words):
    def fail(parts):
        raise error

    assert ask("https://example.org/", guard=fail) == Answer(Outcome.FAILS, words)


def test_connection_goes_to_the_address_that_was_looked_at(monkeypatch):
    seen = []

    class Context:
        def wrap_socket(self, sock, server_hostname):
            seen.append(server_hostname)
            return sock

    monkeypatch.setattr(socket, "create_connection", lambda address, timeout: seen.append(address) or "sock")
    monkeypatch.setattr(asking.ssl, "create_default_context", Context)
    asking.Pinned(urlsplit("https://example.org/x"), "93.184.216.34").connect()
    assert seen == [("93.184.216.34", 443), "example.org"]
