"""Names that sources give: which of them may be written down although their export did not pass.

A name of a known form may still be somebody's: "zulekha-parveen" is a lawful export_id. So one that did not pass
is repeated only where every word of it is known, from the code lists or from the list below.
"""

import re

from programmes.registry.codes import Codes
from programmes.registry.manifest import EXPORT_ID, is_impersonal
from programmes.registry.words import plain

USUAL = """
    export exports file files data dataset part parts batch set full delta copy backup new old older newer newest late early
    daily weekly monthly quarterly yearly annual biannual fiscal day week half nine months
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec spring summer autumn winter
    first second third fourth fifth sixth next last previous current one two three four five
    register registry registries record records aggregate aggregates statistic statistics stats figure figures table tables
    payment payments transfer transfers benefit benefits cash stipend stipends family families household households person
    persons children women programme programmes program social protection district districts province provinces national
    correction corrected correcting corrects revised revision update updated amended final draft interim provisional
    version ver rev release run seq sequence demo sample synthetic seed example trial try test tests tested testing
    good bad valid invalid clean broken damaged cut short small large big huge tiny held holding embargo embargoed
    quoted public planned rejected refused duplicate duplicates empty mended again same other another
    csv parquet json gzip zip unpacked bench benchmark load million rows row personal linked report shared dry
"""
SPOKEN = frozenset({*USUAL.split()})
WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
DIGEST = re.compile(r"(?=[a-f]*[0-9])[0-9a-f]{4,}")
SHORTEST = 3


def is_nobodys(name: str, codes: Codes) -> bool:
    """Whether an export, a data set or a folder of this name can be named in a report, a log or on a page."""
    if not EXPORT_ID.fullmatch(name) or not is_impersonal(name):
        return False
    parts = [part for part in re.split(r"[._-]", name) if not DIGEST.fullmatch(part)]
    words = {word.casefold() for part in parts for word in WORDS.findall(part) if len(word) >= SHORTEST}
    return words <= SPOKEN or words <= SPOKEN | listed(codes)


def listed(codes: Codes) -> frozenset[str]:
    """Each word of what is listed: "Rahim Yar Khan" is a district, and yet a name when it stands in parts."""
    slugs = {*codes.sources, *codes.programmes, *codes.units, *codes.units.values()}
    words = {word for slug in slugs for word in re.split(r"[^a-z]+", slug.casefold())}
    return frozenset(words) | {plain(word) for word in codes.words if " " not in word}
