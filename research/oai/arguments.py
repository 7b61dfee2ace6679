"""Reads a harvester's request and holds it to the standard: a verb, its arguments, each once."""

import re
from dataclasses import dataclass

from django.http import QueryDict

from research.oai.errors import bad_argument, bad_verb

LISTED = frozenset({"metadataPrefix", "from", "until", "set"})
"""By verb: the arguments that must be there, those that may, and whether a resumption token may stand alone."""
VERBS: dict[str, tuple[frozenset[str], frozenset[str], bool]] = {
    "Identify": (frozenset(), frozenset(), False),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"}), False),
    "ListSets": (frozenset(), frozenset(), True),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), LISTED, True),
    "ListRecords": (frozenset({"metadataPrefix"}), LISTED, True),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset({"identifier", "metadataPrefix"}), False),
}
PART = r"[A-Za-z0-9\-_.!~*'()]+"
SHAPES = {"metadataPrefix": re.compile(PART), "set": re.compile(f"{PART}(:{PART})*"), "identifier": re.compile(r"[!-~]+")}
MOST = 500


@dataclass(frozen=True)
class Asked:
    verb: str
    arguments: dict[str, str]

    def __getitem__(self, name: str) -> str:
        """An argument's value, empty where it was not given."""
        return self.arguments.get(name, "")


def read(query: QueryDict) -> Asked:
    verb = _verb(query)
    arguments = {name: _single(query, name) for name in query if name != "verb"}
    needed, allowed, resumable = VERBS[verb]
    if resumable and "resumptionToken" in arguments:
        if len(arguments) > 1:
            raise bad_argument("resumptionToken stands alone: leave out all other arguments.")
        return Asked(verb, arguments)
    if unknown := arguments.keys() - allowed:
        raise bad_argument(f"{verb} knows no argument {', '.join(sorted(unknown))}."[:MOST])
    if missing := needed - arguments.keys():
        raise bad_argument(f"{verb} also needs {', '.join(sorted(missing))}.")
    _check_shapes(arguments)
    return Asked(verb, arguments)


def _verb(query: QueryDict) -> str:
    verbs = query.getlist("verb")
    if len(verbs) != 1:
        raise bad_verb("Give one verb." if verbs else f"Give a verb: {', '.join(VERBS)}.")
    if verbs[0] not in VERBS:
        raise bad_verb(f"OAI-PMH 2.0 knows these verbs: {', '.join(VERBS)}.")
    return verbs[0]


def _single(query: QueryDict, name: str) -> str:
    values = query.getlist(name)
    if len(values) != 1:
        raise bad_argument(f"Give {name} once."[:MOST])
    if not values[0] or len(values[0]) > MOST:
        raise bad_argument(f"{name} is empty or too long."[:MOST])
    return values[0]


def _check_shapes(arguments: dict[str, str]) -> None:
    for name, shape in SHAPES.items():
        if name in arguments and not shape.fullmatch(arguments[name]):
            raise bad_argument(f"{name} holds a character that it may not hold.")
