"""Addresses in the words of a source become links; nothing else does."""

import re

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

ADDRESS = re.compile(
    r"(?:https?://|(?<![\w@./]))(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s,;<>\"']*[^\s,;<>\"'.:)]|https?://[^\s,;<>\"']*[^\s,;<>\"'.:)]"
)


def linked(text: str) -> SafeString:
    """The text with every address in it as a link; an address without its https:// is one too if it has a path."""
    parts, end = [], 0
    for found in ADDRESS.finditer(text):
        address = found[0] if found[0].startswith("http") else f"https://{found[0]}"
        parts += [conditional_escape(text[end : found.start()]), format_html('<a href="{}">{}</a>', address, found[0])]
        end = found.end()
    return mark_safe("".join([*parts, conditional_escape(text[end:])]))  # noqa: S308
