"""`/catalog.jsonld`: what data the site has, as a DCAT-AP catalogue. A wing registers its own data sets."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.http import require_safe

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
AUTHORITY = "http://publications.europa.eu/resource/authority/"
LANGUAGES = {"en": "ENG", "ur": "URD", "sd": "SND", "ps": "PUS", "de": "DEU"}


@dataclass(frozen=True)
class Distribution:
    """One file or address of a data set; `file_type` is a code of the Publications Office, such as CSV."""

    url: str
    media_type: str
    file_type: str
    title: str
    is_download: bool = True

    def as_json_ld(self) -> dict:
        facts = {
            "@type": "dcat:Distribution",
            "dct:title": self.title,
            "dcat:accessURL": {"@id": self.url},
            "dcat:downloadURL": {"@id": self.url} if self.is_download else None,
            "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{self.media_type}"},
            "dct:format": {"@id": f"{AUTHORITY}file-type/{self.file_type}"} if self.file_type else None,
        }
        return {name: value for name, value in facts.items() if value}


Source = Callable[[HttpRequest], Iterable[dict]]
_sources: list[Source] = []


def register_datasets(source: Source) -> None:
    """`source(request)` gives data sets as JSON-LD, made by `dataset`; the request's reader is nobody."""
    _sources.append(source)


def dataset(url: str, title: dict[str, str], description: str, distributions: Iterable[Distribution], **more: object) -> dict:
    """A data set, with its title by language; `more` holds further properties: `issued`, `publisher` …"""
    facts = {
        "@id": url,
        "@type": "dcat:Dataset",
        "dct:title": [{"@value": text, "@language": code} for code, text in title.items() if text],
        "dct:description": description,
        "dct:spatial": {"@id": f"{AUTHORITY}country/PAK"},
        "dcat:landingPage": {"@id": url},
        "dcat:distribution": [each.as_json_ld() for each in distributions],
        **{f"dcat:{name}" if name == "keyword" else f"dct:{name}": value for name, value in more.items()},
    }
    return {name: value for name, value in facts.items() if value}


def agent(name: str) -> dict:
    return {"@type": "foaf:Agent", "foaf:name": name}


def a_date(text: str) -> dict:
    """A date as exact as it is known: `2025`, `2025-02` or `2025-02-26`."""
    kinds = {4: "gYear", 7: "gYearMonth", 10: "date"}
    return {"@value": text, "@type": f"xsd:{kinds[len(text)]}"}


def language(code: str) -> dict | None:
    return {"@id": f"{AUTHORITY}language/{LANGUAGES[code]}"} if code in LANGUAGES else None


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    request.user = AnonymousUser()
    with translation.override("en"):
        answer = JsonResponse(described(request), json_dumps_params={"ensure_ascii": False}, content_type="application/ld+json")
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def described(request: HttpRequest) -> dict:
    root, name = request.build_absolute_uri("/"), settings.WAGTAIL_SITE_NAME
    service = {
        "@id": f"{root}api/",
        "@type": "dcat:DataService",
        "dct:title": f"Read API of the {name}",
        "dcat:endpointURL": {"@id": f"{root}api/"},
        "dcat:endpointDescription": {"@id": f"{root}api/openapi.json"},
    }
    return {
        "@context": CONTEXT,
        "@id": request.build_absolute_uri(request.path),
        "@type": "dcat:Catalog",
        "dct:title": name,
        "dct:description": "Statistics and published data sets on social protection in Pakistan.",
        "dct:publisher": agent(name),
        "dct:language": [language("en"), language("ur")],
        "foaf:homepage": {"@id": root},
        "dcat:service": service,
        "dcat:dataset": [each for source in _sources for each in source(request)],
    }
