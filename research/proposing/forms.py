"""The forms of *Add from PDF*: the files, and what was found in one of them."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext_lazy as _

from research.importing.checking import Plan, check
from research.importing.record import Record
from research.importing.words import said
from research.models import Proposal
from research.proposing.finding import FILE_DATE, FILE_NAME, FIRST_PAGE, PROPERTIES, TEXT
from research.vocabulary import Kind, Language

MOST_FILES = 10
SOURCES = {
    PROPERTIES: _("Proposed: from the file's properties."),
    FIRST_PAGE: _("Proposed: from the first page."),
    TEXT: _("Proposed: from the text."),
    FILE_NAME: _("Proposed: from the file's name."),
    FILE_DATE: _("Proposed: the year in which the file was made."),
}
NOT_FOUND = _("Not found in the file.")


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesForm(forms.Form):
    files = forms.FileField(
        label=_("PDF files"),
        help_text=_("Drop up to %(most)s files here, or choose them.") % {"most": MOST_FILES},
        widget=SeveralFiles(attrs={"accept": ".pdf", "class": "pdf-drop"}),
    )


class ProposalForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=255)
    authors = forms.CharField(label=_("Authors"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    date = forms.CharField(label=_("Date of publication"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    doi = forms.CharField(label=_("DOI"), required=False, max_length=200)
    isbn = forms.CharField(label=_("ISBN"), required=False, max_length=20)

    def __init__(self, proposal: Proposal, *args, **kwargs) -> None:
        found = {name: value for name, (value, _source) in proposal.found.items()}
        super().__init__(*args, initial=found | {"kind": Kind.REPORT}, prefix=f"p{proposal.pk}", **kwargs)
        for name, field in self.fields.items():
            source = proposal.found.get(name, ("", ""))[1]
            field.help_text = "" if name == "kind" else SOURCES.get(source, NOT_FOUND)
        authors = self.fields["authors"]
        authors.help_text = f"{authors.help_text} " + _("One on each line.")

    def plan(self, person) -> Plan:
        """As if the values stood in a list: matched and checked by the same rules."""
        values = self.cleaned_data if self.is_bound else self.initial
        record = Record(1)
        for name in self.fields:
            record.put(name, str(values.get(name) or ""))
        [plan] = check([record], person)
        return plan

    def complain(self, plan: Plan) -> None:
        for note in plan.notes:
            if note.level == "error":
                self.add_error(None, said(note))


def doubts(plan: Plan) -> Iterator[str]:
    return (said(note) for note in plan.notes if note.level == "warning")
