"""What people tell the site about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from gateway.accounts.models import User


class NameForm(forms.Form):
    """The fields that a sign-up asks for besides the address and the password."""

    field_order = ("first_name", "last_name", "email", "password1")

    first_name = forms.CharField(label=_("First name"), max_length=150, widget=forms.TextInput({"autocomplete": "given-name"}))
    last_name = forms.CharField(
        label=_("Last name"), max_length=150, required=False, widget=forms.TextInput({"autocomplete": "family-name"})
    )

    def signup(self, request, user: User) -> None:
        """The adapter has already stored the names; a new person begins in the language of the page."""
        user.language = request.LANGUAGE_CODE if request.LANGUAGE_CODE in ("en", "ur") else "en"
        user.save(update_fields=["language"])


class ProfileForm(forms.ModelForm):
    first_name = NameForm.base_fields["first_name"]

    class Meta:
        model = User
        fields = ("first_name", "last_name", "institution", "language")
        labels = {"last_name": _("Last name"), "institution": _("Institution"), "language": _("Language")}
        help_texts = {
            "institution": _("Where you work. Other members of your forum bodies may see it."),
            "language": _("The site and the admin greet you in this language after you sign in."),
        }
        widgets = {
            "last_name": forms.TextInput({"autocomplete": "family-name"}),
            "institution": forms.TextInput({"autocomplete": "organization"}),
        }
