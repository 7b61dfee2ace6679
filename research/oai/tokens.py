"""Resumption tokens: where a list goes on, and what was asked, in the token itself.

Nothing is kept on the server and no token expires. A list goes on after the last record's datestamp
and number: a record that changes meanwhile moves to the end, so that none is left out.
"""

import base64
import binascii
import json
from dataclasses import asdict, dataclass
from datetime import datetime

from research.oai.datestamps import read_bounds
from research.oai.errors import Refused, bad_token

LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Token:
    prefix: str
    spec: str
    earliest: str
    latest: str
    after: str
    pk: int
    cursor: int

    @property
    def place(self) -> tuple[datetime, int]:
        return read_bounds(self.after, "")[0], self.pk


def encode(token: Token) -> str:
    text = json.dumps(list(asdict(token).values()), separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(text: str) -> Token:
    try:
        values = json.loads(base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)))
        token = Token(*values)
        _check(token)
    except (ValueError, TypeError, RecursionError, binascii.Error, Refused):
        raise bad_token() from None
    return token


def _check(token: Token) -> None:
    texts, numbers = (token.prefix, token.spec, token.earliest, token.latest, token.after), (token.pk, token.cursor)
    if not all(type(value) is str for value in texts) or not all(type(value) is int for value in numbers):
        raise TypeError
    if not all(0 <= number <= LARGEST for number in numbers) or not token.after:
        raise ValueError
    read_bounds(token.earliest, token.latest)
    read_bounds(token.after, "")
