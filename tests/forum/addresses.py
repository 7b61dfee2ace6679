"""Every address that the site has, from the URL configuration and the page tree: a new channel is walked the day it is added."""

import itertools
from collections.abc import Iterator
from urllib.parse import quote

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter
from django.utils.regex_helper import normalize
from wagtail.models import Page

MOST_FOR_ONE_PATTERN = 12


def patterns(resolver: URLResolver, regex: str = "", converters: dict | None = None) -> Iterator[tuple[str, dict]]:
    """The regular expression of each address, joined over its includes, with the converters of its parts."""
    converters = converters or {}
    for entry in resolver.url_patterns:
        found = entry.pattern
        part = getattr(found, "_regex", None) or found.regex.pattern
        joined = regex + part.removeprefix("^").removeprefix("\\A")
        named = converters | getattr(found, "converters", {})
        if isinstance(entry, URLPattern):
            yield joined.removesuffix("$").removesuffix("\\Z").removesuffix("\\z"), named
        else:
            yield from patterns(entry, joined.removesuffix("$"), named)


def addresses(candidates: dict[str, list]) -> list[str]:
    """Each pattern filled in with what its arguments may name; `candidates` is by name, `int` and `str` by type."""
    found = set()
    for regex, converters in patterns(get_resolver()):
        for form, names in normalize(regex):
            values = [fitting(name, converters.get(name), candidates) for name in names]
            for combination in itertools.islice(itertools.product(*values), MOST_FOR_ONE_PATTERN):
                found.add("/" + form % dict(zip(names, (quote(str(value)) for value in combination), strict=True)))
    pages = {page.url for page in Page.objects.filter(depth__gt=1).specific() if page.url}
    found |= pages | {f"/ur{address}" for address in {*pages, "/search/"} if not address.startswith("/ur/")}
    return sorted(found)


def fitting(name: str, converter, candidates: dict[str, list]) -> list:
    if name in candidates:
        return candidates[name]
    return candidates["int"] if isinstance(converter, IntConverter) else candidates["str"]
