"""People in the admin: the desk asks for an e-mail address, a name, an institution and a language."""

from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

OWN_FIELDS = {"institution", "language"}


class PersonCreationForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | OWN_FIELDS


class PersonEditForm(UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | OWN_FIELDS


class PeopleViewSet(UserViewSet):
    menu_label = _("People")

    def get_form_class(self, for_update: bool = False):
        return PersonEditForm if for_update else PersonCreationForm
