"""The desk where a secretariat seats the members of its own body, and of no other."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.permission_policies import ModelPermissionPolicy

from forum.models import BodyPage, Membership
from gateway.accounts.models import User


def bodies_run_by(user: User) -> QuerySet:
    """The bodies of whose secretariat a person is a member today; an administrator runs all."""
    bodies = BodyPage.objects.filter(locale__language_code="en")
    if user.is_superuser:
        return bodies
    seats = Membership.objects.current().filter(person=user, role=Membership.Role.SECRETARIAT)
    return bodies.filter(translation_key__in=seats.values("body__translation_key"))


class SeatPolicy(ModelPermissionPolicy):
    """A right on memberships reaches only as far as the bodies that the person runs."""

    def instances_user_has_any_permission_for(self, user, actions):
        allowed = super().instances_user_has_any_permission_for(user, actions)
        keys = bodies_run_by(user).values("translation_key")
        return allowed.filter(body__translation_key__in=keys)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return self.instances_user_has_any_permission_for(user, actions).filter(pk=instance.pk).exists()

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_any_permission_for_instance(user, [action], instance)


class SeatForm(WagtailAdminModelForm):
    email = forms.EmailField(
        label=_("E-mail address of the person"), help_text=_("The address with which the person signs in here.")
    )

    class Meta:
        model = Membership
        fields = ("body", "role", "institution", "province", "term_from", "term_to")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies_run_by(self.for_user)
        if self.instance.pk:
            self.initial["email"] = self.instance.person.email
            self.fields["email"].disabled = True

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        person = User.objects.filter(email__iexact=email, is_active=True).first()
        if person is None:
            raise ValidationError(_("Nobody signs in with this address yet. Ask the person to sign up first."))
        self.instance.person = person
        return email
