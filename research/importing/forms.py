"""The form that takes a list from a browser."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from research.importing.bounds import MOST_BYTES, MOST_WORKS


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("List of publications"),
        help_text=_("CSV, Excel (.xlsx), RIS (.ris) or BibTeX (.bib); at most %(works)s works and %(size)s MB.")
        % {"works": MOST_WORKS, "size": MOST_BYTES // 1024**2},
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.xlsx,.ris,.bib,.bibtex"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty. Choose another.")},
    )

    @property
    def upload(self) -> UploadedFile:
        return self.cleaned_data["file"]
