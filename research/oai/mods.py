"""A work as MODS 3.4 (Library of Congress): names with roles and ORCID, dates, subjects, files, terms of use."""

from xml.etree.ElementTree import Element

from research.models import Author
from research.oai.works import Work
from research.oai.xml import add, add_each, root
from research.vocabulary import LICENCE_ADDRESSES, Kind

SCHEMA = "http://www.loc.gov/standards/mods/v3/mods-3-4.xsd"
NAMESPACE = "http://www.loc.gov/mods/v3"
NAMESPACES = {"": NAMESPACE, "xlink": "http://www.w3.org/1999/xlink"}


def write(work: Work) -> Element:
    record = root("mods", NAMESPACES, SCHEMA)
    record.set("version", "3.4")
    _add_titles(record, work)
    for author in work.page.authors.all():
        _add_name(record, author)
    _add_description(record, work)
    _add_subjects(record, work)
    _add_places(record, work)
    info = add(record, "recordInfo")
    add(info, "recordIdentifier", f"urn:uuid:{work.page.translation_key}")
    return record


def _add_titles(record: Element, work: Work) -> None:
    add(add(record, "titleInfo", xml_lang=work.citation.language), "title", work.citation.title)
    for version in work.versions:
        add(add(record, "titleInfo", type="translated", xml_lang=version.language), "title", version.title)


def _add_name(record: Element, author: Author) -> None:
    person = author.person
    orcid = f"https://orcid.org/{person.orcid}" if person and person.orcid else ""
    kind = "corporate" if author.institution else "personal"
    name = add(record, "name", type=kind, authorityURI=orcid and "https://orcid.org/", valueURI=orcid)
    if person:
        add(name, "namePart", person.family_name, type="family")
        if person.given_names:
            add(name, "namePart", person.given_names, type="given")
    else:
        add(name, "namePart", author.institution.name if author.institution else author.printed_name)
    if person and person.institution:
        add(name, "affiliation", person.institution.name)
    add(add(name, "role"), "roleTerm", "author", type="text", authority="marcrelator")


def _add_description(record: Element, work: Work) -> None:
    citation = work.citation
    add(record, "typeOfResource", "software, multimedia" if citation.kind == Kind.DATASET else "text")
    add(record, "genre", citation.kind.english)
    origin = add(record, "originInfo")
    add_each(origin, "publisher", [citation.publisher])
    add(origin, "dateIssued", citation.date, encoding="w3cdtf", keyDate="yes")
    add_each(origin, "edition", [citation.version])
    add(add(record, "language"), "languageTerm", citation.language, type="code", authority="rfc3066")
    if citation.abstract:
        add(record, "abstract", citation.abstract)
    for version in work.versions:
        if version.summary:
            add(record, "abstract", version.summary, xml_lang=version.language)
    if citation.notice:
        add(record, "note", citation.notice, type=citation.state)


def _add_subjects(record: Element, work: Work) -> None:
    for theme in work.citation.keywords:
        add(add(record, "subject"), "topic", theme)
    for area in [area.name for area in work.page.areas.all()] or ["Pakistan"]:
        add(add(record, "subject"), "geographic", area)


def _add_places(record: Element, work: Work) -> None:
    for kind in ("doi", "isbn"):
        if value := getattr(work.citation, kind):
            add(record, "identifier", value, type=kind)
    location = add(record, "location")
    add(location, "url", work.citation.url, usage="primary display")
    for file in work.files:
        add(location, "url", file.url, access="raw object", displayLabel=file.label)
    address = LICENCE_ADDRESSES.get(work.page.licence, "")
    words = work.page.get_licence_display()
    add(record, "accessCondition", words, type="use and reproduction", xlink_href=address)
