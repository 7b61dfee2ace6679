"""Marks footnotes in what a template renders."""

from django import template
from django.utils.safestring import SafeString

from research.footnotes import Footnotes

register = template.Library()


@register.filter(is_safe=True)
def footnoted(html: str, footnotes: Footnotes) -> SafeString:
    return footnotes.mark(html)
