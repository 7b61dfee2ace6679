"""The formats in which a citation, or a whole list of them, leaves the library."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from research.citations.apa import write_apa
from research.citations.bibtex import write_bibtex
from research.citations.chicago import write_chicago
from research.citations.csl import write_csl
from research.citations.record import Citation
from research.citations.ris import write_ris
from research.citations.spreadsheet import write_csv
from research.models.publication import PublicationPage
from research.references import references


@dataclass(frozen=True)
class Format:
    code: str
    label: str
    extension: str
    content_type: str
    write: Callable[[Iterable[Citation]], str]


BIBTEX = Format("bibtex", "BibTeX", "bib", "application/x-bibtex", write_bibtex)
RIS = Format("ris", "RIS", "ris", "application/x-research-info-systems", write_ris)
CSL = Format("csl", "CSL-JSON", "json", "application/vnd.citationstyles.csl+json", write_csl)
CSV = Format("csv", "CSV", "csv", "text/csv", write_csv)


@dataclass(frozen=True)
class Style:
    """How a reference is written for people."""

    code: str
    label: str
    write: Callable[[Citation], SafeString]


STYLES = {each.code: each for each in (Style("apa", "APA", write_apa), Style("chicago", "Chicago", write_chicago))}
LIST_FORMATS = {each.code: each for each in (BIBTEX, RIS, CSL, CSV)}
PAGE_FORMATS = {each.extension: each for each in (BIBTEX, RIS, CSL)}


def export(pages: Iterable[PublicationPage], form: Format, name: str, request: HttpRequest) -> HttpResponse:
    text = form.write(references(pages, request))
    return HttpResponse(
        text,
        content_type=f"{form.content_type}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.{form.extension}"', "X-Robots-Tag": "noindex"},
    )
