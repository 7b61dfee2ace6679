"""The form of a document in the admin."""

from wagtail.documents.forms import BaseDocumentForm

from gateway.files.uploads import PROTECTED


class DocumentForm(BaseDocumentForm):
    """Tells under the file what search could read of it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "file" in self.fields:
            label = self.instance._meta.get_field("text_state").verbose_name.capitalize()
            advice = f". {PROTECTED}" if self.instance.text_state == self.instance.TextState.ENCRYPTED else ""
            self.fields["file"].help_text = f"{label}: {self.instance.get_text_state_display()}{advice}"
