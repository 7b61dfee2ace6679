"""A work as unqualified Dublin Core, the format that every OAI-PMH repository has."""

from xml.etree.ElementTree import Element

from research.metadata import DUBLIN_CORE_TYPES
from research.oai.works import Work
from research.oai.xml import add, add_each, root
from research.vocabulary import LICENCE_ADDRESSES

SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
NAMESPACES = {"oai_dc": NAMESPACE, "dc": "http://purl.org/dc/elements/1.1/"}


def write(work: Work) -> Element:
    citation, page = work.citation, work.page
    record = root("oai_dc:dc", NAMESPACES, SCHEMA)
    _add_words(record, work)
    add_each(record, "dc:creator", (name.inverted for name in citation.names))
    add_each(record, "dc:subject", citation.keywords)
    add_each(record, "dc:publisher", [citation.publisher])
    add_each(record, "dc:date", [citation.date])
    add_each(record, "dc:type", [DUBLIN_CORE_TYPES.get(page.kind, "Text"), citation.kind.english])
    add_each(record, "dc:format", dict.fromkeys(file.content_type for file in work.files))
    add_each(record, "dc:identifier", [citation.url, *identifiers(work).values()])
    add_each(record, "dc:source", [page.external_link])
    add_each(record, "dc:language", [citation.language])
    add_each(record, "dc:relation", (file.url for file in work.files))
    add_each(record, "dc:coverage", [area.name for area in page.areas.all()] or ["Pakistan"])
    add_each(record, "dc:rights", [page.get_licence_display(), LICENCE_ADDRESSES.get(page.licence)])
    return record


def _add_words(record: Element, work: Work) -> None:
    add(record, "dc:title", work.citation.title, xml_lang=work.citation.language)
    for version in work.versions:
        add(record, "dc:title", version.title, xml_lang=version.language)
    add_each(record, "dc:description", [work.citation.abstract, work.citation.notice])
    for version in work.versions:
        if version.summary:
            add(record, "dc:description", version.summary, xml_lang=version.language)


def identifiers(work: Work) -> dict[str, str]:
    """The DOI and the ISBN as addresses that any program resolves."""
    known = {"doi": work.citation.doi and f"https://doi.org/{work.citation.doi}"}
    known["isbn"] = work.citation.isbn and f"urn:isbn:{work.citation.isbn.replace(' ', '-')}"
    return {name: value for name, value in known.items() if value}
