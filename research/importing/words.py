"""What an import's report says of a file and of its lines, in the reader's language."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from gateway.files.uploads import PROTECTED
from research.importing.checking import CREATE, DUPLICATE, ERROR, LIKELY

OUTCOMES = {
    CREATE: _("new"),
    LIKELY: _("perhaps here already"),
    DUPLICATE: _("here already: left out"),
    ERROR: _("to be mended"),
}
WORDS = {
    # The file as a whole.
    "unknown-format": _("This format is not read. Choose a file that ends in .csv, .xlsx, .ris or .bib."),
    "too-large": _("The file is larger than %(most)s MB. Part it, and import the parts one after another."),
    "too-large-unpacked": _(
        "The workbook unpacks to more than %(most)s MB. Copy the list alone into a new workbook, or save it as CSV."
    ),
    "too-many": _("The file holds more than %(most)s works. Part it, and import the parts one after another."),
    "no-works": _("The file holds no work. Write one work on each line, below the names of the columns."),
    "no-text": _("The file cannot be read as text. Save it as CSV UTF-8, and upload that."),
    "no-ris": _("The file holds no RIS: no line begins with “TY  - ”. Export it as RIS once more."),
    "no-bibtex": _("The file holds no BibTeX: nothing in it begins with @. Export it as BibTeX once more."),
    "no-column": _("The first line must name the columns, and these are missing: %(missing)s. Start from the template."),
    "broken-csv": _("A quotation mark opens on line %(line)s and never closes. Close it, or save the list as a workbook."),
    "too-wide": _("Line %(line)s has too many cells. Delete what stands beside the list."),
    "too-long": _("A cell of line %(line)s holds more text than any abstract has. Shorten it."),
    "broken-workbook": _(
        "This is no Excel workbook, it is damaged, or it holds macros. Open it, save it as .xlsx, and upload that."
    ),
    "protected": PROTECTED,
    "guessed-encoding": _("The file is not in Unicode and was read as Windows-1252. Look whether all names are written well."),
    "guessed-urdu": _("The file is not in Unicode and was read as Windows-1256. Look whether all words are written well."),
    "unknown-column": _("The column “%(name)s” is not known and is left out."),
    "unknown-column-near": _("The column “%(name)s” is not known and is left out. Is it meant to be “%(near)s”?"),
    # A line: errors.
    "formula": _("The cell under “%(name)s” holds a formula. Copy the column, and paste it as values."),
    "broken-bibtex": _("This entry cannot be read: a brace or a quotation mark is missing, in it or just before it."),
    "no-title": _("There is no title. Give one."),
    "no-date": _("There is no date. Give at least the year."),
    "bad-date": _("“%(text)s” is no clear date. Write 2025, 2025-02 or 2025-02-26."),
    "bad-doi": _("“%(text)s” is no DOI. Write it as 10.1234/abcd, or leave it out."),
    "bad-isbn": _("“%(text)s” is no valid ISBN. Correct it, or leave it out."),
    "bad-external_link": _("“%(text)s” is no address. Write it whole, with https:// at its beginning, or leave it out."),
    "text-too-long": _("The text under “%(name)s” is longer than %(most)s characters. Shorten it."),
    # A line: doubts.
    "issn": _("“%(text)s” is the ISSN of a series, no ISBN, and is left out."),
    "more-authors": _("The list of authors ends in “and others”: add them on the page if you know them."),
    "no-end": _("The entry has no end of its own (“ER  - ”). Look whether it is whole."),
    "choice-unknown": _("%(name)s: “%(text)s” is not known, so “%(taken)s” is taken. Known: %(near)s."),
    "author-unknown": _("“%(name)s” is neither a person nor an institution here: the name is printed as it stands."),
    "author-near": _("“%(name)s” is not known: the name is printed as it stands. Is it one of these? %(near)s"),
    "author-shared": _(
        "Several people are called “%(name)s”: the name is printed as it stands. Add the ORCID to say who it is."
    ),
    "term-unknown": _("%(name)s: “%(text)s” is not in the vocabulary and is left out."),
    "term-near": _("%(name)s: “%(text)s” is not in the vocabulary and is left out. Is it one of these? %(near)s"),
    "term-shared": _("%(name)s: “%(text)s” may be several things and is left out. Write its code instead."),
    "page-unknown": _("%(name)s: no published page is called “%(text)s”; it is left out."),
    "page-near": _("%(name)s: no published page is called “%(text)s”; it is left out. Is it one of these? %(near)s"),
    "page-shared": _("%(name)s: several pages are called “%(text)s”; it is left out. Write the end of its address instead."),
    "same-as-line": _("The same work stands on line %(line)s."),
    "same-doi": _("A page has this DOI already."),
    "same-title": _("A page with this title and year is here already. Tick it below if this is another work."),
}


def said(note: Sequence) -> str:
    _level, code, values = note
    return str(WORDS[code]) % values
