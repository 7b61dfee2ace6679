"""What people tell the site about themselves. Labels are the house's own: allauth ships no Urdu."""

from allauth.account.forms import LoginForm, ResetPasswordForm, SignupForm
from django import forms
from django.utils.translation import gettext_lazy as _

from gateway.accounts.models import User
from gateway.accounts.names import NameForm


def relabel(fields: dict[str, forms.Field], **labels) -> None:
    """Gives fields their labels, and takes out placeholders, which vanish as soon as one types."""
    for name, label in labels.items():
        fields[name].label = label
        fields[name].help_text = ""
        fields[name].widget.attrs.pop("placeholder", None)


class SignInForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        relabel(self.fields, login=_("E-mail address"), password=_("Password"), remember=_("Keep me signed in on this device"))


class SignUpForm(SignupForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        relabel(self.fields, email=_("E-mail address"), password1=_("Password"))
        self.fields["password1"].help_text = _("At least 10 characters. Three or four unrelated words are easy to remember.")


class ForgottenPasswordForm(ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        relabel(self.fields, email=_("E-mail address"))


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
