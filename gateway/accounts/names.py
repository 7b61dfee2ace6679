"""The fields that a sign-up asks for besides the address and the password; allauth builds its form on this one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gateway.accounts.models import User


class NameForm(forms.Form):
    field_order = ("first_name", "last_name", "email", "password1")

    first_name = forms.CharField(label=_("First name"), max_length=150, widget=forms.TextInput({"autocomplete": "given-name"}))
    last_name = forms.CharField(
        label=_("Last name"), max_length=150, required=False, widget=forms.TextInput({"autocomplete": "family-name"})
    )

    def signup(self, request, user: User) -> None:
        """The adapter has already stored the names; a new person begins in the language of the page."""
        user.language = request.LANGUAGE_CODE if request.LANGUAGE_CODE in ("en", "ur") else "en"
        user.save(update_fields=["language"])
