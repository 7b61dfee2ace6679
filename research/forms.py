"""The editors' form of a publication: what no single field can check."""

from django.utils.translation import gettext as _, pgettext
from wagtail.admin.forms import WagtailAdminPageForm

from research.history import history_of


class PublicationForm(WagtailAdminPageForm):
    """Files and notices may only name versions that there are."""

    def clean(self) -> dict:
        cleaned = super().clean()
        known = self.known_versions()
        for name in ("files", "notices"):
            for form in self.written(name):
                self.check_version(form, known)
        return cleaned

    def known_versions(self) -> list[str]:
        here = [form.cleaned_data.get("label", "") for form in self.written("versions")]
        elsewhere = [
            version.label for version in history_of(self.instance).versions if version.publication_id != self.instance.pk
        ]
        return [label for label in dict.fromkeys([*here, *elsewhere]) if label]

    def written(self, name: str) -> list:
        """The rows of a part that are filled in and not to be deleted."""
        formset = self.formsets.get(name)
        if formset is None or not formset.is_bound:
            return []
        formset.is_valid()
        return [form for form in formset.forms if form not in formset.deleted_forms and getattr(form, "cleaned_data", None)]

    def check_version(self, form, known: list[str]) -> None:
        label = form.cleaned_data.get("version", "")
        if label and label not in known:
            form.add_error("version", unknown_version(known))


def unknown_version(known: list[str]) -> str:
    if not known:
        return _("No versions are listed under Versions. Leave this empty, or add the version there first.")
    versions = pgettext("between names", ", ").join(known)
    return _("There is no such version. Write one of these, as it stands under Versions: %(versions)s.") % {
        "versions": versions
    }
