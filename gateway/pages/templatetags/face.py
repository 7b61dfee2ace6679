"""The face's own tags: the block drawn from a seed, icons, JSON-LD."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def json_ld(data: dict):
    """Machine-readable facts; `<` is escaped so that no title can close the element."""
    text = json.dumps(data, ensure_ascii=False, default=str).replace("<", "\\u003c")
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


@register.simple_tag
def icon(name: str, label: str = ""):
    """An icon of the sprite; without a label it is ornament and hidden from screen readers."""
    attributes = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="icon" {}><use href="/static/icons/sprite.svg#{}"/></svg>', attributes, name)


@register.filter
def in_language(term, attribute: str = "name") -> str:
    """`attribute` in the reader's language, by its `_ur` twin; English where there is none."""
    urdu = getattr(term, f"{attribute}_ur", "") if get_language() == "ur" else ""
    return urdu or getattr(term, attribute)
