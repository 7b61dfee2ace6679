"""Reads the words of a DOCX, PPTX or XLSX file and prints them as JSON lines, like the program that reads PDFs.

The parts are read as streams, so that no file takes more memory than its words; what unpacks without end is cut. Office
files hold no document type (ECMA-376, part 2): one that does is refused before it can define an entity.
"""

import json
import posixpath
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from itertools import count
from xml.parsers import expat

RUNNING_TITLES = re.compile(r"word/(header|footer)[0-9]*\.xml")
PARTS_AT_MOST = 2_000
WORDS_AT_ONCE = 4_000
CHARACTERS_A_PART = 80_000
CHARACTERS_AT_MOST = 6_000_000
BYTES_AT_MOST = 300 * 1024**2
MEMORY_AT_MOST = 1024**3
CHUNK = 64 * 1024
COMPOUND_FILE, ENCRYPTED_PACKAGE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
DAMAGED = (zipfile.BadZipFile, expat.ExpatError, zlib.error, KeyError, EOFError, NotImplementedError, ValueError, OSError)
PASSED_OVER = {"Fallback", "fld", "rPh"}
"""Older forms of the same content, numbers of slides, and readings in another script."""

Event = tuple[str, str, dict[str, str]]


class TooLong(Exception):
    """More than is read of one file."""


class Package:
    def __init__(self, path: str) -> None:
        self.archive = zipfile.ZipFile(path)
        self.names = set(self.archive.namelist())
        self.left = BYTES_AT_MOST

    def events(self, part: str) -> Iterator[Event]:
        """Starts and ends of elements, by their local names, and the text between them."""
        found: list[Event] = []
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = lambda name, attributes: found.append(("start", local(name), attributes))
        parser.EndElementHandler = lambda name: found.append(("end", local(name), {}))
        parser.CharacterDataHandler = lambda text: found.append(("text", text, {}))
        parser.StartDoctypeDeclHandler = refuse
        with self.archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                self.left -= len(chunk)
                if self.left < 0:
                    raise TooLong
                parser.Parse(chunk)
                yield from found
                found.clear()
        parser.Parse(b"", True)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that a part names: their kind and their path, by the name's number."""
        folder, name = posixpath.split(part)
        relations = f"{folder}/_rels/{name}.rels"
        if relations not in self.names:
            return {}
        found = [attributes for what, tag, attributes in self.events(relations) if (what, tag) == ("start", "Relationship")]
        return {
            one["Id"]: (posixpath.basename(one["Type"]), posixpath.normpath(posixpath.join(folder, one["Target"])).lstrip("/"))
            for one in found
            if one.get("TargetMode") != "External"
        }

    def listed(self, part: str, tag: str) -> Iterator[tuple[str, str]]:
        """Name and path of the slides or sheets, in their order; what its author hid is passed over."""
        related = self.related(part)
        for what, name, attributes in self.events(part):
            if (what, name) == ("start", tag) and attributes.get("state", "visible") == "visible":
                number = next((value for key, value in attributes.items() if key.endswith(" id")), "")
                yield attributes.get("name", ""), related[number][1]


def local(name: str) -> str:
    return name.rpartition(" ")[2]


def refuse(*declared: object) -> None:
    raise ValueError("a document type")


def words(events: Iterable[Event]) -> Iterator[str]:
    """The text with a line for each paragraph."""
    passed_over, is_text = 0, False
    for what, name, _attributes in events:
        if what != "text" and name in PASSED_OVER:
            passed_over += 1 if what == "start" else -1
        elif passed_over:
            continue
        elif what == "text":
            if is_text:
                yield name
        elif name == "t":
            is_text = what == "start"
        elif name in {"tab", "br", "cr"} and what == "start":
            yield " "
        elif name == "p" and what == "end":
            yield "\n"


def limited(pieces: Iterable[str]) -> str:
    kept, left = [], CHARACTERS_A_PART
    for piece in pieces:
        kept.append(piece[:left])
        left -= len(piece)
        if left <= 0:
            break
    return "".join(kept)


def word_parts(package: Package) -> Iterator[tuple[int, str]]:
    """A text has no pages before it is printed: it is parted between paragraphs. Running titles stand at the end, each once."""
    numbers = count(1)
    for part in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
        if part in package.names or part == "word/document.xml":
            yield from ((next(numbers), text) for text in parted(words(package.events(part))))
    yield next(numbers), limited(running_titles(package))


def running_titles(package: Package) -> Iterator[str]:
    seen = set()
    for name in sorted(name for name in package.names if RUNNING_TITLES.fullmatch(name)):
        text = limited(words(package.events(name)))
        if text.strip() and text not in seen:
            seen.add(text)
            yield text


def parted(pieces: Iterable[str]) -> Iterator[str]:
    held, length = [], 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length > WORDS_AT_ONCE and (piece == "\n" or length > CHARACTERS_A_PART):
            yield "".join(held)
            held, length = [], 0
    yield "".join(held)


def slides(package: Package) -> Iterator[tuple[int, str]]:
    for number, (_name, part) in enumerate(package.listed("ppt/presentation.xml", "sldId"), 1):
        notes = [path for kind, path in package.related(part).values() if kind == "notesSlide"]
        if not is_hidden(package, part):
            yield number, limited(piece for path in (part, *notes) for piece in words(package.events(path)))


def is_hidden(package: Package, slide: str) -> bool:
    _what, _name, attributes = next(package.events(slide))
    return attributes.get("show") in {"0", "false"}


def sheets(package: Package) -> Iterator[tuple[int, str]]:
    """Each sheet's name, and under it its words, each once: numbers are not what one searches a sheet by."""
    shared = list(shared_strings(package))
    for number, (name, part) in enumerate(package.listed("xl/workbook.xml", "sheet"), 1):
        yield number, limited(f"{line}\n" for line in (name, *cells(package, part, shared)))


def shared_strings(package: Package) -> Iterator[str]:
    if "xl/sharedStrings.xml" not in package.names:
        return
    held: list[Event] = []
    left = CHARACTERS_AT_MOST
    for event in package.events("xl/sharedStrings.xml"):
        held.append(event)
        if event[:2] == ("end", "si"):
            text = "".join(words(held))
            left -= len(text) + 1
            if left < 0:
                raise TooLong
            yield text
            held = []


def cells(package: Package, part: str, shared: list[str]) -> Iterator[str]:
    seen, kind, held, is_value = {""}, "", "", False
    for what, name, attributes in package.events(part):
        if what == "text":
            held += name if is_value and len(held) < CHARACTERS_A_PART else ""
        elif name in {"v", "t"}:
            is_value = what == "start"
        elif name == "c" and what == "start":
            kind, held = attributes.get("t", "n"), ""
        elif name == "c":
            text = shared_text(shared, held) if kind == "s" else held if kind in {"str", "inlineStr"} else ""
            if text not in seen:
                seen.add(text)
                yield text


def shared_text(shared: list[str], number: str) -> str:
    return shared[int(number)] if number.isdecimal() and int(number) < len(shared) else ""


KINDS = {"docx": word_parts, "pptx": slides, "xlsx": sheets}


def read(path: str, kind: str) -> Iterator[dict]:
    """`{"number", "text"}` for each slide, sheet or stretch of text, at last `{"state": …}`."""
    try:
        package = Package(path)
        if any(member.flag_bits & 1 for member in package.archive.infolist()):
            yield {"state": "encrypted"}
            return
        yield from read_parts(KINDS[kind](package))
    except TooLong:
        yield {"state": "cut"}
    except DAMAGED:
        yield {"state": "encrypted" if is_protected(path) else "damaged"}


def read_parts(parts: Iterable[tuple[int, str]]) -> Iterator[dict]:
    left = CHARACTERS_AT_MOST
    for number, text in parts:
        left -= len(text)
        if left < 0 or number > PARTS_AT_MOST:
            raise TooLong
        if text.strip():
            yield {"number": number, "text": text.strip()}
    yield {"state": "read"}


def is_protected(path: str) -> bool:
    """Office puts a file with a password into an envelope of its older format."""
    with open(path, "rb") as file:
        return file.read(len(COMPOUND_FILE)) == COMPOUND_FILE and ENCRYPTED_PACKAGE in file.read()


def main(path: str, kind: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_AT_MOST, MEMORY_AT_MOST))
    for line in read(path, kind):
        sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
