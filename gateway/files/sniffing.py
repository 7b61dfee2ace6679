"""What a file is by its first bytes: a name can say anything.

Signatures: PDF, ISO 32000-1 §7.5.2; ZIP, PKWARE APPNOTE 4.3.7; Office, ECMA-376 part 2, and with a
password MS-OFFCRYPTO 2.3.4; ODF, ODF 1.3 part 2.
"""

import io
import re
import zipfile
from typing import BinaryIO

MARKUP = re.compile(rb"<\s*(!doctype|!--|\?xml|html|head|body|script|svg|iframe|meta|style|object|embed|a\s|img|form)", re.I)
PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"#!",
    b"!<arch>",
    b"dex\n",
)
PROGRAM_NAMES = re.compile(
    r"\.(exe|dll|com|bat|cmd|msi|scr|ps1|vbs|js|jar|apk|app|sh|py|php|html?|xhtml|svg|lnk|hta|docm|xlsm|pptm)$", re.I
)
OFFICE_PARTS = {"docx": "word/document.xml", "pptx": "ppt/presentation.xml", "xlsx": "xl/workbook.xml"}
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.text"
COMPOUND_FILE, ENCRYPTED_PACKAGE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
HEAD = 64 * 1024
MAX_MEMBERS = 10_000
MAX_RATIO = 200


def is_markup(head: bytes) -> bool:
    """HTML, SVG or XML, whatever white space, byte-order mark or text encoding comes first."""
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\f")
    return bool(MARKUP.match(plain))


def is_program(head: bytes) -> bool:
    return head.startswith(PROGRAMS)


def is_what_it_says(extension: str, file: BinaryIO) -> bool:
    """Whether the content fits the extension. An extension without a rule fits nothing."""
    file.seek(0)
    head = file.read(HEAD)
    if is_markup(head) or is_program(head):
        return False
    if extension == "pdf":
        return head.startswith(b"%PDF-")
    if extension in {"csv", "txt"}:
        return is_text(head)
    if extension in {"zip", "odt", *OFFICE_PARTS}:
        return head.startswith(b"PK") and is_archive_of(extension, file)
    return False


def is_text(head: bytes) -> bool:
    """UTF-8, or UTF-16 with its mark; no markup hidden behind the first lines that a browser reads."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return b"<script" not in head.replace(b"\0", b"").lower()
    try:
        io.TextIOWrapper(io.BytesIO(head[:-4] if len(head) == HEAD else head), "utf-8").read()
    except UnicodeDecodeError:
        return False
    return b"\0" not in head


def is_archive_of(extension: str, file: BinaryIO) -> bool:
    """A readable archive with the part that its kind must have, and nothing in it that runs."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if is_bomb(archive):
                return False
            if len(names) > MAX_MEMBERS or any(PROGRAM_NAMES.search(name) or "vbaProject" in name for name in names):
                return False
            if extension == "odt":
                return "mimetype" in names and archive.open("mimetype").read(100).startswith(OPEN_DOCUMENT)
            return extension == "zip" or OFFICE_PARTS[extension] in names
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        return False


def is_bomb(archive: zipfile.ZipFile) -> bool:
    """Whether it unpacks to far more than honest documents do: it would fill the disk of whoever opens it."""
    packed = sum(member.compress_size for member in archive.infolist())
    return sum(member.file_size for member in archive.infolist()) > MAX_RATIO * packed + 2**20


def is_protected_office(file: BinaryIO) -> bool:
    """Office puts a file with a password into an envelope of its older format."""
    return holds(file, ENCRYPTED_PACKAGE, COMPOUND_FILE)


def may_be_protected_pdf(file: BinaryIO) -> bool:
    """Whether it names a way of encryption; many such files open without a password nevertheless."""
    return holds(file, b"/Encrypt", b"%PDF-")


def holds(file: BinaryIO, word: bytes, beginning: bytes) -> bool:
    file.seek(0)
    seen = file.read(HEAD)
    if not seen.startswith(beginning):
        return False
    while word not in seen:
        more = file.read(HEAD)
        if not more:
            return False
        seen = seen[-len(word) :] + more
    return True
