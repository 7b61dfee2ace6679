"""Recent work, and work in the reader's language, before other work that suits a search as well; never more than a little."""

from datetime import date

from django.utils import timezone
from django.utils.translation import get_language
from haystack.models import SearchResult

AT_MOST = 0.08
HALVED_AFTER_YEARS = 5
IN_READERS_LANGUAGE = 1.3
DEPTH = 50
"""Results are weighed anew in blocks of so many, so that every page of results cuts the same order."""


def recent_first(results: list[SearchResult]) -> list[SearchResult]:
    """Results in the order of their score, weighed by their date block by block."""
    today, language = timezone.localdate(), get_language() or "en"
    blocks = (results[start : start + DEPTH] for start in range(0, len(results), DEPTH))
    return [
        result
        for block in blocks
        for result in sorted(block, key=lambda each: -each.score * weight(each.date, today) * in_language(each, language))
    ]


def weight(dated: object, today: date) -> float:
    """Between 1, for old or undated work, and 1 + AT_MOST, for today's."""
    try:
        written = date.fromisoformat(str(dated or "")[:10])
    except ValueError:
        return 1.0
    years = max(0, (today - written).days) / 365.25
    return 1 + AT_MOST * 0.5 ** (years / HALVED_AFTER_YEARS)


def in_language(result: SearchResult, language: str) -> float:
    """An index of an older make does not say what a page is written in."""
    return IN_READERS_LANGUAGE if getattr(result, "written_in", None) == language else 1.0
