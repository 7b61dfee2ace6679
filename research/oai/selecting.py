"""Finds the records of a request, one part of a list at a time, in the order of their last change."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from research.models import HarvestRecord, HarvestSet
from research.oai.arguments import Asked
from research.oai.datestamps import read_bounds, written
from research.oai.errors import no_records, unknown_format, unknown_identifier
from research.oai.formats import FORMATS
from research.oai.tokens import Token, decode, encode

PART = 100
IDENTIFIER = "urn:uuid:"


@dataclass(frozen=True)
class Part:
    """`token` is empty at the end of a list that came in parts, and None for a list that is whole."""

    records: list[HarvestRecord]
    prefix: str
    total: int
    cursor: int
    token: str | None


def part_of_list(asked: Asked) -> Part:
    start = decode(asked["resumptionToken"]) if asked["resumptionToken"] else None
    wanted = start or Token(asked["metadataPrefix"], asked["set"], asked["from"], asked["until"], "", 0, 0)
    if wanted.prefix not in FORMATS:
        raise unknown_format()
    every = matching(wanted)
    rest = every.filter(_after(start)) if start else every
    found = list(rest.order_by("datestamp", "pk").prefetch_related("memberships")[: PART + 1])
    if not found:
        raise no_records()
    return Part(found[:PART], wanted.prefix, every.count(), wanted.cursor, _next_token(wanted, found))


def matching(wanted: Token) -> QuerySet[HarvestRecord]:
    earliest, latest = read_bounds(wanted.earliest, wanted.latest)
    records = HarvestRecord.objects.all()
    if earliest:
        records = records.filter(datestamp__gte=earliest)
    if latest:
        records = records.filter(datestamp__lte=latest)
    if wanted.spec:
        within = Q(spec=wanted.spec) | Q(spec__startswith=f"{wanted.spec}:")
        records = records.filter(Exists(HarvestSet.objects.filter(within, record=OuterRef("pk"))))
    return records


def _after(start: Token) -> Q:
    moment, pk = start.place
    return Q(datestamp__gt=moment) | Q(datestamp=moment, pk__gt=pk)


def _next_token(wanted: Token, found: list[HarvestRecord]) -> str | None:
    if len(found) <= PART:
        return "" if wanted.after else None
    last = found[PART - 1]
    return encode(replace(wanted, after=written(last.datestamp), pk=last.pk, cursor=wanted.cursor + PART))


def record_named(identifier: str) -> HarvestRecord:
    try:
        work = UUID(identifier.removeprefix(IDENTIFIER)) if identifier.startswith(IDENTIFIER) else None
    except ValueError:
        work = None
    record = HarvestRecord.objects.filter(work=work).prefetch_related("memberships").first() if work else None
    if record is None or str(record) != identifier:
        raise unknown_identifier()
    return record
