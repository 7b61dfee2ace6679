"""What is wrong with an export: the file, the line, the column and the rule, never the value."""

from dataclasses import asdict, dataclass
from typing import Any

MANIFEST = "datapackage.json"

RULES = {
    "manifest-missing": "datapackage.json is missing, or is no regular file of at most 1 MB.",
    "manifest-json": "datapackage.json must be one JSON object in UTF-8 without a byte-order mark.",
    "manifest-field": "This field of datapackage.json is missing or not of the form that the contract gives.",
    "contract-version": "The contract's version must be 1.0.",
    "unknown-code": "The code is not known to the gateway, or not written exactly as in its list.",
    "wrong-folder": "The export lies in the inbox of another source, or in a folder that is not named for its export_id.",
    "path": "The data must be data.csv, data.csv.gz or data.parquet, beside datapackage.json.",
    "link": "A link or a device stands in place of a file.",
    "data-missing": "The data file that datapackage.json names is not there.",
    "size": "The file's size differs from the one that datapackage.json declares.",
    "checksum": "The file's SHA-256 differs from the one that datapackage.json declares.",
    "changed": "The file changed while it was read.",
    "truncated": "The gzip stream ends too early or is damaged.",
    "decompression-ratio": "The file unpacks to more than the contract permits.",
    "byte-order-mark": "The file must be UTF-8 without a byte-order mark.",
    "encoding": "The file must be UTF-8.",
    "nul": "A NUL byte.",
    "carriage-return": "Lines must end with LF alone.",
    "quote": "A quotation mark: no field of the contract needs one.",
    "line-length": "A line is longer than 4096 bytes.",
    "no-final-newline": "The last line has no end: the file was cut.",
    "header": "The first line must be exactly the header that the contract gives.",
    "columns": "The Parquet file's columns must be exactly those of the contract, as text or whole numbers.",
    "unreadable": "The file cannot be read as what its name says.",
    "field-count": "The line has more or fewer fields than the header.",
    "blank-line": "A blank line.",
    "row-count": "The number of rows differs from the one that datapackage.json declares.",
    "empty": "An empty field.",
    "pattern": "The field does not have the form that the contract gives.",
    "range": "The number is larger than any that can be true.",
    "not-a-pseudonym": "The identifier is a padded or spelt-out number, not a keyed hash.",
    "duplicate": "The same row, or the same record_id, occurs more than once.",
    "district-province": "The district lies in another province.",
    "unit": "The unit is not the indicator's.",
    "future-period": "The period lies in the future.",
    "outside-covers": "The programme and period are not among those that datapackage.json says it covers.",
    "not-public": "conf_status F is allowed only where datapackage.json says public: true and cites a source.",
    "control-total": "The column's sum differs from the total that datapackage.json declares.",
    "personal-data": "A CNIC, a telephone number, an e-mail address or a name. The data file is purged.",
    "export-id-reused": "This export_id came before with other content. A correction needs an export_id of its own.",
    "older-sequence": "The sequence is not above the published release's.",
    "older-as-of": "The as-of date is before the published release's.",
    "large-change": "A province's total changed by more than 30 %.",
    "embargo-pending": "A release of this data set waits for its hour: this one may follow it, not overtake it.",
    "gave-up": "The refresh was begun three times and never came to its end. The server's log says where it failed.",
    "folder-gone": "The export is no longer where it lay when its run began.",
    "interrupted": "The refresh was interrupted by the person who had started it.",
    "decided-meanwhile": "Another data steward decided over this release meanwhile.",
    "disclosure": "Other published figures would give away figures of this indicator; not even a sign-off publishes them.",
    "gaps": "Beside a release under embargo some of its figures have to be left out.",
    "awaits-decision": "A data steward looks at this export before readers see it.",
    "awaits-sign-off": "Figures quoted from elsewhere wait for a data steward's sign-off.",
}


@dataclass(frozen=True)
class Finding:
    """`line` counts the header as line 1; in Parquet, where there is none, the first row is line 1."""

    rule: str
    file: str
    line: int | None = None
    column: str | None = None
    count: int = 1

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Rejected(Exception):
    """The export is not fit to be published; final until the registry sends it anew."""

    def __init__(self, *findings: Finding):
        super().__init__(", ".join(sorted({finding.rule for finding in findings})))
        self.findings = list(findings)
