"""The form of an event lets nobody lower the limit below those who have a place.

Only the form asks: what was valid then is published even where somebody registers meanwhile, or before its hour comes.
"""

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class EventForm(WagtailAdminPageForm):
    def clean(self) -> dict:
        from forum.events.places import held_places

        cleaned = super().clean()
        places = cleaned.get("places")
        if cleaned.get("takes_registrations") and places is not None and places < (held := held_places(self.instance)):
            words = _("%(count)d people have a place already, and nobody is sent away. Give that many places, or more.")
            self.add_error("places", words % {"count": held})
        return cleaned
