"""The text of a file whose encoding nobody names: Unicode where it can be, else what old Windows programs write."""

import codecs
import re

from research.importing.bounds import UnreadableFile
from research.importing.record import Note, doubt

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

ARABIC_LETTER, ARABIC_WORD = re.compile("[\u0621-\u06d3]"), re.compile("[\u0621-\u06d3]{3}")
OTHER_SIGN = re.compile(r"[^\x00-\x7f]")
AS_IN_URDU = str.maketrans("يىك", "ییک")
"""Windows-1256 has no letter for the Urdu ye."""


def text_of(content: bytes) -> tuple[str, list[Note]]:
    """The text, and a remark when its encoding had to be guessed. Line ends become `\\n`."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding), []
    try:
        return _plain(content.decode("utf-8")), []
    except UnicodeDecodeError:
        return _guessed(content)


def _guessed(content: bytes) -> tuple[str, list[Note]]:
    """Windows wrote Western names in one code and Urdu in another: in the wrong one few signs beyond ASCII are letters of Urdu."""
    urdu = content.decode("cp1256")
    if 2 * len(ARABIC_LETTER.findall(urdu)) > len(OTHER_SIGN.findall(urdu)) and ARABIC_WORD.search(urdu):
        return _plain(urdu.translate(AS_IN_URDU)), [doubt("guessed-urdu")]
    return _decoded(content, "cp1252"), [doubt("guessed-encoding")]


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return _plain(content.decode(encoding))
    except UnicodeDecodeError:
        raise UnreadableFile("no-text") from None


def _plain(text: str) -> str:
    if "\x00" in text:
        raise UnreadableFile("no-text")
    return text.replace("\r\n", "\n").replace("\r", "\n")
