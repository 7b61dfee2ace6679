"""A person's own page: their name and language, and what the wings have for them."""

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import UpdateView
from wagtail.users.models import UserProfile

from gateway.accounts.forms import ProfileForm
from gateway.accounts.models import User
from gateway.accounts.profile import profile_panels


@method_decorator(never_cache, name="dispatch")
class ProfileView(LoginRequiredMixin, UpdateView):
    form_class = ProfileForm
    template_name = "account/profile.html"

    def get_object(self, queryset=None) -> User:
        """A copy of the reader, so that a rejected form does not change the name in the page's head."""
        return User.objects.get(pk=self.request.user.pk)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"panels": profile_panels(self.request)}

    def form_valid(self, form):
        response = super().form_valid(form)
        admin = UserProfile.get_for_user(self.object)
        admin.preferred_language = self.object.language
        admin.save(update_fields=["preferred_language"])
        with translation.override(self.object.language):
            messages.success(self.request, _("Your profile is saved."))
        return response

    def get_success_url(self) -> str:
        with translation.override(self.object.language):
            return reverse("account_profile")
