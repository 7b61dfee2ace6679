"""What a person says of a search that they keep."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from gateway.search.saved.models import SavedSearch

_UNSEEN = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


class SavedSearchForm(forms.ModelForm):
    class Meta:
        model = SavedSearch
        fields = ("name", "letters", "feed_names_closed")
        labels = {"name": _("Name"), "letters": _("Tell me by e-mail what is new")}
        help_texts = {
            "name": _("Your own word for it. It stands in the subject of the letters."),
            "letters": _("No letter is sent when nothing is new. Each letter has a link that stops it."),
            "feed_names_closed": _(
                "Whoever learns the feed's address then reads the titles and summaries of what only you and your forum "
                "bodies may open. Leave this off unless you need it."
            ),
        }
        widgets = {"letters": forms.RadioSelect}

    def clean_name(self) -> str:
        name = " ".join(_UNSEEN.sub(" ", self.cleaned_data["name"]).split())
        if not name:
            raise forms.ValidationError(_("Give the search a name."))
        return name
