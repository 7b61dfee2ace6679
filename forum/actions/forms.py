"""What the person in charge reports of an action."""

from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from forum.models import Action, ActionReport
from gateway.files.models import Document


class ReportForm(forms.ModelForm):
    """A file is checked as one that an editor uploads: its kind, its size, and that it is what its name says."""

    state = forms.ChoiceField(label=_("How does it stand?"), choices=Action.State.choices, widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("File"), required=False, help_text=_("For example the letter itself. All members of the body can open it.")
    )

    class Meta:
        model = ActionReport
        fields = ("state", "note", "evidence")
        widgets = {"note": forms.Textarea({"rows": 4}), "evidence": forms.Textarea({"rows": 3})}

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file:
            try:
                Document(title=PurePath(file.name).stem[:255], file=file).clean()
            except ValidationError as error:
                raise ValidationError(error.messages) from error
        return file

    def clean(self) -> dict:
        cleaned = super().clean()
        said = any(cleaned.get(name) for name in ("note", "evidence", "file"))
        if not said and cleaned.get("state") == self.initial.get("state"):
            self.add_error("note", _("Say what is new: another state, what was done, or what shows it."))
        return cleaned
