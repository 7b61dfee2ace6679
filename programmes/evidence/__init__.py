"""The statistical part of a programme's page: headline figures, series, places and people, sourced and illustrative apart."""

from programmes.evidence.exhibit import Exhibit, rank
from programmes.evidence.headlines import headlines, national_headlines
from programmes.evidence.numbers import brief, short
from programmes.evidence.places import TILE_NAMES
from programmes.evidence.quoted import QuotedFigure, defined, doubted, profile_headlines
from programmes.evidence.whole import Evidence, evidence

__all__ = [
    "TILE_NAMES",
    "Evidence",
    "Exhibit",
    "QuotedFigure",
    "brief",
    "defined",
    "doubted",
    "evidence",
    "headlines",
    "national_headlines",
    "profile_headlines",
    "rank",
    "short",
]
