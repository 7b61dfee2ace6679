"""Where allauth asks the house: after signing in, people go on in their own language."""

from allauth.account.adapter import DefaultAccountAdapter
from django.urls import reverse
from django.utils import translation


class HouseAdapter(DefaultAccountAdapter):
    def get_login_redirect_url(self, request) -> str:
        with translation.override(request.user.language):
            return reverse("account_profile")
