"""Whether messages leave the site: a trial copy writes them where it runs, and says so."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def stays_on_the_console() -> bool:
    return settings.EMAIL_BACKEND.endswith(".console.EmailBackend")
