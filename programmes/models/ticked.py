"""A field for some codes of a fixed list."""

from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst


class TickedCodes(models.JSONField):
    """Ticked in a form; kept as a list."""

    def __init__(self, *args: Any, choices: Any = (), **kwargs: Any):
        self.listed = choices
        super().__init__(*args, default=list, blank=True, **kwargs)

    def deconstruct(self) -> tuple[Any, ...]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {key: value for key, value in kwargs.items() if key not in ("default", "blank")}

    def formfield(self, **kwargs: Any) -> forms.Field:
        given = {"label": capfirst(self.verbose_name), "help_text": self.help_text}
        return forms.MultipleChoiceField(choices=self.listed, required=False, widget=forms.CheckboxSelectMultiple, **given)
