"""The form of a meeting offers only those states that it may take, and leaves decisions of confirmed minutes alone."""

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from forum.models.life import State, open_states, published_state


class MeetingForm(WagtailAdminPageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "state" in self.fields:
            allowed = open_states(published_state(self.instance)) | {self.instance.state}
            self.fields["state"].choices = [choice for choice in State.choices if choice[0] in allowed]

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        if self.decisions_changed() and self.instance.minutes_versions.exists():
            self.add_error(
                None, _("The minutes are confirmed, and its decisions with them: correct the minutes at their desk.")
            )
        return not self.errors

    def decisions_changed(self) -> bool:
        decisions = self.formsets.get("decisions")
        told = {"number", "text", "DELETE"}
        return decisions is not None and any(
            form in decisions.extra_forms or told & set(form.changed_data) for form in decisions.forms if form.has_changed()
        )
