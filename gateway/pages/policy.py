"""The content security policy: the site's own for readers, and one for the admin, whose pages carry inline code."""

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.urls import reverse


class PolicyMiddleware(CSPMiddleware):
    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None and request.path_info.startswith(reverse("wagtailadmin_home")):
            parts.config = settings.ADMIN_POLICY
        return parts
