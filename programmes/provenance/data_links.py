"""The same figures to take away: one address a format."""

from urllib.parse import urlencode

from django.utils.translation import get_language

FORMATS = {"csv": "CSV", "xlsx": "XLSX", "sdmx-csv": "SDMX-CSV", "json": "JSON"}


def data_links(**asked: str | int) -> list[tuple[str, str]]:
    """Label and address of each format of what `asked` asks for: parameters of the API."""
    language = {"language": "ur"} if get_language() == "ur" else {}
    return [
        (label, "/api/statistics/observations?" + urlencode(asked | {"format": name} | language))
        for name, label in FORMATS.items()
    ]
