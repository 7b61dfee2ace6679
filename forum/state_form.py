"""The form of a meeting offers only those states that it may take from where it stands."""

from wagtail.admin.forms import WagtailAdminPageForm

from forum.models.life import State, open_states, published_state


class MeetingForm(WagtailAdminPageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "state" in self.fields:
            allowed = open_states(published_state(self.instance)) | {self.instance.state}
            self.fields["state"].choices = [choice for choice in State.choices if choice[0] in allowed]
