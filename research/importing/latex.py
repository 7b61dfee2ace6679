"""BibTeX's texts as readers see them: accents and signs decoded, braces gone."""

import re

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

SIGNS = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^", "textasciitilde": "~", "textbackslash": "\\"}
BARE = re.compile(r"(?<!\\)([&%#])")
MOST = 20_000


def _decoder() -> LatexNodes2Text:
    known = get_default_latex_context_db()
    known.add_context_category("signs", prepend=True, macros=[MacroTextSpec(name, sign) for name, sign in SIGNS.items()])
    return LatexNodes2Text(latex_context=known, math_mode="verbatim", keep_comments=True)


DECODER = _decoder()


def decoded(text: str) -> str:
    """Plain text; what cannot be decoded stays as it is written."""
    try:
        # BibTeX knows no comments and no tables inside a field: there these three are signs like others.
        return DECODER.latex_to_text(BARE.sub(r"\\\1", text[:MOST])).replace("\xa0", " ").strip()
    except Exception:
        # The library raises whatever a nonsensical text leads it to.
        return text.strip()
