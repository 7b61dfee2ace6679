"""Where allauth asks the house: where people go on after they have signed in."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.urls import reverse
from django.utils import translation


class HouseAdapter(DefaultAccountAdapter):
    def get_login_redirect_url(self, request) -> str:
        with translation.override(request.user.language):
            return reverse("account_profile")

    def is_safe_url(self, url) -> bool:
        return super().is_safe_url(url) and not self.is_closed_door(url)

    def is_closed_door(self, url) -> bool:
        """The admin sends those whom it does not admit to the sign-in, which must not send them straight back."""
        user = context.request.user
        is_admin = bool(url) and url.startswith(reverse("wagtailadmin_home"))
        return is_admin and user.is_authenticated and not user.has_perm("wagtailadmin.access_admin")
