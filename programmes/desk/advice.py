"""What is wrong with an export in an editor's words, and what to do about it: one entry for each rule of the registry."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programmes.registry.findings import RULES


@dataclass(frozen=True)
class Advice:
    wrong: Promise | str
    do: Promise | str


EXPORT_AGAIN = _("Ask the registry to write the export again with its export program, not by hand, and hand that in.")
SEND_AGAIN = _("Fetch the file again from the registry: it was damaged or cut on its way. Then hand it in once more.")
MEND_SOURCE = _("Ask the registry to correct these rows at the source and to export again under a new export_id.")
MEND_MANIFEST = _("Ask the registry to correct this field of datapackage.json and to send the export again.")
DECIDE = _("Nothing needs mending. A data steward compares old and new figures, then publishes or refuses.")

ADVICE = {
    "manifest-missing": Advice(
        _("datapackage.json is missing, or is no ordinary file of at most 1 MB."),
        _("Choose the datapackage.json that came with the data file."),
    ),
    "manifest-json": Advice(
        _("datapackage.json cannot be read: it is not one JSON object in UTF-8."),
        _("Choose the file as the registry wrote it; do not open and save it in an office program."),
    ),
    "manifest-field": Advice(_("This field of datapackage.json is missing or not of the form that was agreed."), MEND_MANIFEST),
    "contract-version": Advice(
        _("The export follows another version of the agreement than 1.0."),
        _("Ask the registry to export after version 1.0."),
    ),
    "unknown-code": Advice(
        _("A code is not known here, or is not spelt exactly as in its list."),
        _("Compare the column with the lists under Statistics. A new programme, indicator or registry is added there first."),
    ),
    "wrong-folder": Advice(
        _("The export lies in the inbox of another registry, or in a folder that is not named for its export_id."),
        _("Move it to the inbox of the registry that it names, into a folder named for its export_id."),
    ),
    "path": Advice(
        _("datapackage.json names a data file that is not data.csv, data.csv.gz or data.parquet beside it."), MEND_MANIFEST
    ),
    "link": Advice(_("A link or a device stands in place of a file."), _("Put the file itself there.")),
    "data-missing": Advice(
        _("The data file that datapackage.json names was not handed in."),
        _("Choose the data file whose name stands in datapackage.json; the two belong together."),
    ),
    "size": Advice(_("The data file has another size than datapackage.json says."), SEND_AGAIN),
    "checksum": Advice(_("The data file's checksum differs from the one in datapackage.json."), SEND_AGAIN),
    "changed": Advice(_("The file changed while it was read."), _("Hand it in again once nobody writes to it any more.")),
    "truncated": Advice(_("The packed file ends too early or is damaged."), SEND_AGAIN),
    "decompression-ratio": Advice(
        _("The packed file holds far more than was agreed."),
        _("Ask the registry for the export without gzip, or in several parts."),
    ),
    "byte-order-mark": Advice(_("The file begins with a byte-order mark."), EXPORT_AGAIN),
    "encoding": Advice(_("The file is not in UTF-8."), EXPORT_AGAIN),
    "nul": Advice(_("The file holds a NUL byte, which no text has."), SEND_AGAIN),
    "carriage-return": Advice(_("Lines end as on Windows; they must end with a line feed alone."), EXPORT_AGAIN),
    "quote": Advice(_("A quotation mark stands in the file; no column needs one."), EXPORT_AGAIN),
    "line-length": Advice(_("A line is longer than 4,096 bytes."), EXPORT_AGAIN),
    "no-final-newline": Advice(_("The last line has no end: the file was cut."), SEND_AGAIN),
    "header": Advice(_("The first line is not the header that was agreed."), EXPORT_AGAIN),
    "columns": Advice(_("The Parquet file has other columns than agreed, or of another kind."), EXPORT_AGAIN),
    "unreadable": Advice(_("The file cannot be read as what its name says."), SEND_AGAIN),
    "field-count": Advice(_("A line has more or fewer fields than the header."), EXPORT_AGAIN),
    "blank-line": Advice(_("A line is blank."), EXPORT_AGAIN),
    "row-count": Advice(_("The file has another number of rows than datapackage.json says."), SEND_AGAIN),
    "empty": Advice(_("A field is empty."), MEND_SOURCE),
    "pattern": Advice(_("A field is not of the form that was agreed."), MEND_SOURCE),
    "range": Advice(_("A number is larger than any that can be true."), MEND_SOURCE),
    "not-a-pseudonym": Advice(
        _("An identifier is a plain or padded number, not a pseudonym made with the registry's key."),
        _("Ask the registry to make its pseudonyms with a keyed hash, and to export again."),
    ),
    "duplicate": Advice(_("The same row, or the same record_id, occurs more than once."), MEND_SOURCE),
    "district-province": Advice(_("A district is given with another province than its own."), MEND_SOURCE),
    "unit": Advice(_("The unit is not the indicator's own."), MEND_SOURCE),
    "future-period": Advice(
        _("A period or the as-of date lies in the future."),
        _("Wait until the period is over, or ask the registry to correct the date."),
    ),
    "outside-covers": Advice(
        _("A row's programme and period are not among those that datapackage.json says it covers."),
        _("Ask the registry to correct `covers` in datapackage.json, or to leave these rows out."),
    ),
    "not-public": Advice(
        _("Figures are marked as public already, but datapackage.json names no published source."),
        _("Ask the registry to cite the source, or to mark the figures as confidential (C)."),
    ),
    "control-total": Advice(_("The column's sum differs from the control total in datapackage.json."), SEND_AGAIN),
    "personal-data": Advice(
        _("Personal data: a CNIC, a telephone number, an e-mail address or a name. The data file was deleted here."),
        _("Delete your own copy too. Ask the registry to export again without personal data, under a new export_id."),
    ),
    "export-id-reused": Advice(
        _("This export_id came before with other content."),
        _("Ask the registry to give the correction an export_id of its own, and to name the old one in `supersedes`."),
    ),
    "older-sequence": Advice(_("Its sequence number is not above that of the published release."), DECIDE),
    "older-as-of": Advice(_("It describes an earlier date than the published release."), DECIDE),
    "large-change": Advice(_("A province's total changed by more than 30 %."), DECIDE),
    "disclosure": Advice(
        _("Together with other published figures, these would give away a number that has to stay hidden."),
        _("Nothing is wrong in the file. Tell the site's administrators: figures of this kind need coarser groups."),
    ),
    "embargo-pending": Advice(
        _("A release of this data set waits for its hour, and this one would be shown before it."),
        _("A data steward publishes it once that hour has come."),
    ),
    "gave-up": Advice(
        _("The gateway began three times and never came to the end."),
        _("Nothing is known to be wrong with the export. Tell the site's administrators; hand it in again when they say so."),
    ),
    "folder-gone": Advice(_("The export is no longer where it lay when its run began."), _("Hand it in again.")),
    "interrupted": Advice(_("The run was interrupted by the person who had started it."), _("Hand it in again.")),
    "decided-meanwhile": Advice(
        _("Another data steward decided over this release meanwhile."),
        _("Nothing is to be done. The release's page says what was decided."),
    ),
    "gaps": Advice(
        _("Beside a release under embargo some of its figures have to be left out: the two together would give others away."),
        _("A data steward publishes it with these gaps, or waits for the hour and then decides."),
    ),
    "awaits-decision": Advice(
        _("A data steward looks at this export before readers see it."),
        _("Nothing needs mending. What the stewards weigh stands on their own desk."),
    ),
    "awaits-sign-off": Advice(_("Its figures are quoted from elsewhere and wait for a data steward."), DECIDE),
}


def advice(rule: str) -> Advice:
    """A rule of an older run may be gone by now: its report is shown all the same."""
    return ADVICE.get(rule) or Advice(RULES.get(rule, rule), EXPORT_AGAIN)
