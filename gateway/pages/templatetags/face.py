"""The face's own tags: the block drawn from a seed, icons, figures and dates as they are read, JSON-LD."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import formats
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language

from gateway.pages import block, languages

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
    sprite = static("icons/sprite.svg")
    return format_html('<svg class="icon" {} width="20" height="20"><use href="{}#{}"/></svg>', attributes, sprite, name)


@register.simple_tag
def block_tile(seed, size: int = 96):
    """The ornament of a seed: a page's title, say. The same seed always gives the same tile."""
    drawing = mark_safe(block.draw(str(seed)))  # noqa: S308
    opening = '<svg class="block" aria-hidden="true" focusable="false" width="{0}" height="{0}" viewBox="-50 -50 100 100">'
    return format_html(opening + "{1}</svg>", size or 96, drawing)


@register.simple_tag(takes_context=True)
def page_languages(context) -> list[languages.Version]:
    """The page in each language of the site."""
    request = context.get("request")
    return languages.versions(request, context.get("page")) if request else []


@register.simple_tag(takes_context=True)
def front_panel(context, template_name: str, panel: dict) -> str:
    """A wing's part of the home page, with the context that the wing gave it."""
    return render_to_string(template_name, panel, context.get("request"))


@register.filter
def in_language(term, attribute: str = "name") -> str:
    """`attribute` in the reader's language, by its `_ur` twin; English where there is none."""
    urdu = getattr(term, f"{attribute}_ur", "") if get_language() == "ur" else ""
    return urdu or getattr(term, attribute, "")


@register.filter
def bdi(text):
    """A name or a code that keeps its own direction inside a sentence of the other."""
    return format_html("<bdi>{}</bdi>", text)


@register.filter
def spoken(text, language: str):
    """Words in a language that need not be the page's: then they say so, to fonts and to those who read aloud."""
    if language == get_language():
        return bdi(text)
    direction = direction_of(language)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, direction, text)


@register.filter
def number(value, decimals: int | None = None) -> str:
    """A number with the thousands set apart, in figures that both languages read; text is left as it is."""
    if value is None or isinstance(value, str):
        return value or ""
    return formats.number_format(value, decimals, use_l10n=True, force_grouping=True)


@register.filter
def day(value: date | None) -> str:
    """A date in the reader's language, in an element that machines read."""
    if not value:
        return ""
    machine = value.date().isoformat() if hasattr(value, "date") else value.isoformat()
    return format_html('<time datetime="{}">{}</time>', machine, formats.date_format(value, "DATE_FORMAT"))


@register.filter
def anchor(heading) -> str:
    """A heading's address on its page; Urdu letters stay."""
    return slugify(str(heading), allow_unicode=True) or "section"


@register.filter
def direction_of(language: str) -> str:
    return "rtl" if str(language).startswith("ur") else "ltr"


@dataclass(frozen=True)
class FactValue:
    text: str
    url: str = ""


@register.filter
def fact_values(value) -> list[FactValue]:
    """What stands beside a fact's label: a text, a (text, url) pair, or a list of either; empty values fall out."""
    entries: Iterable = value if isinstance(value, list) else [value]
    return [_fact_value(entry) for entry in entries if entry not in (None, "", ("", ""))]


def _fact_value(entry) -> FactValue:
    if isinstance(entry, Sequence) and not isinstance(entry, str):
        return FactValue(conditional_escape(entry[0]), entry[1] or "")
    return FactValue(conditional_escape(entry))


@register.filter
def kept_pages(paginator_page) -> list[int | None]:
    """The page numbers worth a link: the ends and the neighbours; None where some are left out."""
    shown = list(paginator_page.paginator.get_elided_page_range(paginator_page.number, on_each_side=1, on_ends=1))
    return [None if entry == paginator_page.paginator.ELLIPSIS else entry for entry in shown]
