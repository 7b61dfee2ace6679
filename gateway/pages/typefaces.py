"""The site's own web fonts, unpacked for PDFs."""

from functools import cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FONTS = Path(settings.BASE_DIR) / "static" / "fonts"


def truetype(name: str, path: Path) -> Path:
    """A PDF embeds TrueType."""
    with TTFont(FONTS / f"{name}.woff2", recalcTimestamp=False) as font:
        font.flavor = None
        font.save(path)
    return path


@cache
def face(name: str, weight: int | None = None) -> bytes:
    """A variable font takes a second to be cut to one weight: once for each process."""
    font = TTFont(FONTS / f"{name}.woff2", recalcTimestamp=False)
    if weight:
        instantiateVariableFont(font, {"wght": weight}, inplace=True)
    font.flavor = None
    kept = BytesIO()
    font.save(kept)
    return kept.getvalue()


def letters(face_of: bytes) -> frozenset[int]:
    """The characters that a face has."""
    with TTFont(BytesIO(face_of), lazy=True) as font:
        return frozenset(font.getBestCmap())
