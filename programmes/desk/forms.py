"""The forms of the desk: handing in an export, and deciding on a release."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _, gettext_lazy

from programmes.desk.published_words import without_numbers_of_people
from programmes.desk.upload import NAMES


class HandInForm(forms.Form):
    """`refused` says what the upload handler would not take, by field."""

    manifest = forms.FileField(
        label=gettext_lazy("datapackage.json"),
        help_text=gettext_lazy("What the registry says of its export."),
        widget=forms.FileInput(attrs={"accept": ".json"}),
    )
    data = forms.FileField(
        label=gettext_lazy("Data file"),
        help_text=gettext_lazy("data.csv, data.csv.gz or data.parquet, as datapackage.json names it."),
        widget=forms.FileInput(attrs={"accept": ".csv,.gz,.parquet"}),
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("What to do with it"),
        choices=[
            ("try", gettext_lazy("Try it only: check everything, publish nothing")),
            ("hand-in", gettext_lazy("Hand it in: publish it, or hold it for a data steward")),
        ],
        initial="try",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, refused: dict[str, str] | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.refused = refused or {}
        self.fields["data"].widget.attrs["data-most-megabytes"] = settings.MAX_EXPORT_MB
        for name, kind in self.refused.items():
            if name in self.fields:
                self.fields[name].error_messages["required"] = refusal(name, kind)

    @property
    def is_dry_run(self) -> bool:
        return self.cleaned_data["purpose"] == "try"


def refusal(field: str, kind: str) -> str:
    if kind == "size":
        limit = 1 if field == "manifest" else settings.MAX_EXPORT_MB
        return _("The file is larger than %(limit)s MB. Nothing was kept of it.") % {"limit": limit}
    return _("The file must be called %(names)s: choose it as the registry wrote it.") % {
        "names": _(" or ").join(sorted(NAMES[field]))
    }


class ReasonForm(forms.Form):
    """Why a release is published, refused or withdrawn. What was typed stays in the form when something is wrong."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        strip=True,
        validators=[without_numbers_of_people],
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Give the reason in a sentence. Nothing was decided yet.")},
    )

    def __init__(self, *args, needed: bool = True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needed
