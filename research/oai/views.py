"""`/oai`: answers harvesters by GET and POST, always as nobody in particular, always in English."""

from xml.etree.ElementTree import Element

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from research.oai.arguments import Asked, read
from research.oai.datestamps import written
from research.oai.errors import Refused
from research.oai.verbs import ANSWERS
from research.oai.xml import add, clean, document, root

NAMESPACES = {"": "http://www.openarchives.org/OAI/2.0/"}
SCHEMA = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def provider(request: HttpRequest) -> HttpResponse:
    request.user = AnonymousUser()
    with translation.override("en"):
        text = document(_answered(request))
    headers = {"Access-Control-Allow-Origin": "*", "X-Robots-Tag": "noindex"}
    return HttpResponse(text, content_type="text/xml; charset=utf-8", headers=headers)


def _answered(request: HttpRequest) -> Element:
    asked = None
    try:
        asked = read(request.POST if request.method == "POST" else request.GET)
        answer = Element(asked.verb)
        ANSWERS[asked.verb](answer, asked, request)
    except Refused as refused:
        answer = Element("error", {"code": refused.code})
        answer.text = clean(refused)
        if refused.code in ("badVerb", "badArgument"):
            asked = None
    envelope = _envelope(request, asked)
    envelope.append(answer)
    return envelope


def _envelope(request: HttpRequest, asked: Asked | None) -> Element:
    """The request is repeated with its arguments, unless one of them was wrong (section 3.2)."""
    envelope = root("OAI-PMH", NAMESPACES, SCHEMA)
    add(envelope, "responseDate", written(timezone.now()))
    said = {"verb": asked.verb} | asked.arguments if asked else {}
    add(envelope, "request", request.build_absolute_uri(request.path), **said)
    return envelope
