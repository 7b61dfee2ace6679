"""The six questions of OAI-PMH 2.0, each answered by the element that bears its name."""

from collections.abc import Callable
from email.utils import parseaddr
from xml.etree.ElementTree import Element

from django.conf import settings
from django.db.models import Min
from django.http import HttpRequest
from django.utils import timezone

from gateway.pages.models import SiteSettings
from research.models import HarvestRecord
from research.oai.arguments import Asked
from research.oai.datestamps import written
from research.oai.errors import bad_token, unknown_format
from research.oai.formats import FORMATS
from research.oai.selecting import Part, part_of_list, record_named
from research.oai.sets import all_sets
from research.oai.works import Work, read_works
from research.oai.xml import add

Answer = Callable[[Element, Asked, HttpRequest], None]


def identify(answer: Element, asked: Asked, request: HttpRequest) -> None:
    earliest = HarvestRecord.objects.aggregate(first=Min("datestamp"))["first"] or timezone.now()
    add(answer, "repositoryName", settings.WAGTAIL_SITE_NAME)
    add(answer, "baseURL", request.build_absolute_uri(request.path))
    add(answer, "protocolVersion", "2.0")
    contact = SiteSettings.for_request(request).contact_email
    add(answer, "adminEmail", contact or parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    add(answer, "earliestDatestamp", written(earliest))
    add(answer, "deletedRecord", "persistent")
    add(answer, "granularity", "YYYY-MM-DDThh:mm:ssZ")


def list_metadata_formats(answer: Element, asked: Asked, request: HttpRequest) -> None:
    if asked["identifier"]:
        record_named(asked["identifier"])
    for prefix, form in FORMATS.items():
        element = add(answer, "metadataFormat")
        add(element, "metadataPrefix", prefix)
        add(element, "schema", form.schema)
        add(element, "metadataNamespace", form.namespace)


def list_sets(answer: Element, asked: Asked, request: HttpRequest) -> None:
    if asked["resumptionToken"]:
        raise bad_token()
    for spec, name in all_sets():
        element = add(answer, "set")
        add(element, "setSpec", spec)
        add(element, "setName", name)


def list_identifiers(answer: Element, asked: Asked, request: HttpRequest) -> None:
    part = part_of_list(asked)
    works = read_works([record.work for record in part.records], request)
    for record in part.records:
        _add_header(answer, record, works.get(record.work))
    _add_token(answer, part)


def list_records(answer: Element, asked: Asked, request: HttpRequest) -> None:
    part = part_of_list(asked)
    _add_records(answer, part.records, part.prefix, request)
    _add_token(answer, part)


def get_record(answer: Element, asked: Asked, request: HttpRequest) -> None:
    record = record_named(asked["identifier"])
    if asked["metadataPrefix"] not in FORMATS:
        raise unknown_format()
    _add_records(answer, [record], asked["metadataPrefix"], request)


def _add_records(answer: Element, records: list[HarvestRecord], prefix: str, request: HttpRequest) -> None:
    works = read_works([record.work for record in records], request)
    for record in records:
        work, element = works.get(record.work), add(answer, "record")
        _add_header(element, record, work)
        if work:
            add(element, "metadata").append(FORMATS[prefix].write(work))


def _add_header(parent: Element, record: HarvestRecord, work: Work | None) -> None:
    header = add(parent, "header", status="" if work else "deleted")
    add(header, "identifier", str(record))
    add(header, "datestamp", written(record.datestamp))
    for membership in record.memberships.all():
        add(header, "setSpec", membership.spec)


def _add_token(answer: Element, part: Part) -> None:
    if part.token is not None:
        add(answer, "resumptionToken", part.token, completeListSize=str(part.total), cursor=str(part.cursor))


ANSWERS: dict[str, Answer] = {
    "Identify": identify,
    "ListMetadataFormats": list_metadata_formats,
    "ListSets": list_sets,
    "ListIdentifiers": list_identifiers,
    "ListRecords": list_records,
    "GetRecord": get_record,
}
