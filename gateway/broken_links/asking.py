"""Asks a link whether it leads somewhere: HEAD, and GET where that is refused; redirects one by one, each looked at anew.

The connection goes to the address that the guard has seen, so that a name cannot become another host in between.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri

from gateway.broken_links.guard import NotPublic, port_of, public_addresses
from gateway.broken_links.models import Outcome

REDIRECTS = 5
SECONDS, SECONDS_IN_ALL = 10, 20
BYTES = 16_384
GONE, REFUSED = {404, 410}, {401, 403, 407, 429, 451, 999}
RESOLVER = "doi.org"
Guard = Callable[[SplitResult], list[str]]


@dataclass(frozen=True)
class Answer:
    outcome: Outcome
    words: str


class Pinned(http.client.HTTPConnection):
    """A connection to a given address, whatever the host's name would be resolved to now."""

    def __init__(self, parts: SplitResult, address: str) -> None:
        super().__init__(parts.hostname, port_of(parts), timeout=SECONDS)
        self.secure, self.address = parts.scheme == "https", address
        self.was_ended = False

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)

    def end(self) -> None:
        """Wakes whoever waits for a server that answers byte by byte."""
        self.was_ended = True
        if self.sock:
            self.sock.shutdown(socket.SHUT_RDWR)


def ask(url: str, guard: Guard = public_addresses) -> Answer:
    try:
        return _follow(url, guard)
    except NotPublic:
        return Answer(Outcome.LEFT, "not public")
    except socket.gaierror:
        return Answer(Outcome.FAILS, "no such host")
    except ssl.SSLError:
        return Answer(Outcome.FAILS, "certificate")
    except TimeoutError:
        return Answer(Outcome.FAILS, "timeout")
    except (OSError, http.client.HTTPException):
        return Answer(Outcome.FAILS, "no connection")
    except (ValueError, UnicodeError):
        return Answer(Outcome.FAILS, "malformed")


def _follow(url: str, guard: Guard) -> Answer:
    for _step in range(REDIRECTS + 1):
        parts = urlsplit(iri_to_uri(url))
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise NotPublic
        status, location = _status(parts, guard(parts))
        if not (300 <= status < 400 and location):
            return judged(status)
        if parts.hostname == RESOLVER:
            return Answer(Outcome.WORKS, str(status))  # the number is registered: what the publisher says is another matter
        url = urljoin(url, location)
    return Answer(Outcome.FAILS, "redirects")


def _status(parts: SplitResult, addresses: list[str]) -> tuple[int, str]:
    status, location = _request("HEAD", parts, addresses[0])
    return (status, location) if status < 400 or status in (410, 429) else _request("GET", parts, addresses[0])


def _request(method: str, parts: SplitResult, address: str) -> tuple[int, str]:
    connection = Pinned(parts, address)
    deadline = threading.Timer(SECONDS_IN_ALL, connection.end)
    deadline.start()
    try:
        connection.request(method, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), headers=_headers())
        response = connection.getresponse()
        if method == "GET":
            response.read(BYTES)
        if connection.was_ended:
            raise TimeoutError
        return response.status, response.headers.get("Location", "")
    finally:
        deadline.cancel()
        connection.close()


def _headers() -> dict[str, str]:
    name = f"SocialProtectionGateway-LinkCheck/1.0 (+{settings.SITE_URL}; looks whether links in our pages still work)"
    return {"User-Agent": name, "Accept": "*/*", "Range": f"bytes=0-{BYTES - 1}", "Connection": "close"}


def judged(status: int) -> Answer:
    if status in GONE:
        return Answer(Outcome.GONE, str(status))
    if status in REFUSED:
        return Answer(Outcome.REFUSES, str(status))
    works = status < 400 or status == 416  # an empty page has no first bytes
    return Answer(Outcome.WORKS if works else Outcome.FAILS, str(status))
