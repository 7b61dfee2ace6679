"""Which links lead out of a page: in its texts, in its address fields, and in what its type says of itself."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urlsplit

from django.conf import settings
from django.db.models import Model, URLField
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from gateway.broken_links.models import LONGEST

SCHEMES = ("http://", "https://")


class Anchors(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]


def outside_links(page: Page) -> set[str]:
    found = {urldefrag(address.strip()).url for address in _addresses(page)}
    return {address for address in found if leads_out(address)}


def leads_out(address: str) -> bool:
    if not address.startswith(SCHEMES) or len(address) > LONGEST:
        return False
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return False
    return bool(host) and host not in own_hosts()


def own_hosts() -> set[str | None]:
    return {urlsplit(settings.SITE_URL).hostname, *settings.ALLOWED_HOSTS}


def _addresses(page: Page) -> Iterator[str]:
    yield from getattr(page, "outside_addresses", list)()
    yield from _in_fields(page)
    for relation in get_all_child_relations(type(page)):
        for child in getattr(page, relation.get_accessor_name()).all():
            yield from _in_fields(child)


def _in_fields(record: Model) -> Iterator[str]:
    for field in record._meta.concrete_fields:
        value = getattr(record, field.attname)
        if isinstance(field, URLField):
            yield value or ""
        elif isinstance(field, RichTextField):
            yield from Anchors(value or "").found
        elif isinstance(field, StreamField):
            yield from _in_blocks(value.get_prep_value())


def _in_blocks(value: Any) -> Iterator[str]:
    """Any depth of blocks: a text that is an address, or that holds anchors."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _in_blocks(part)
    elif isinstance(value, str):
        if "<a" in value:
            yield from Anchors(value).found
        elif value.startswith(SCHEMES) and not value.split()[1:]:
            yield value
