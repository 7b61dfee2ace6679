"""Panels that choose pages of other wings by their search kind, so that no wing names another's page type."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import PageChooserPanel
from wagtail.models import Page


def page_types_of_kind(kind: str) -> list[type[Page]]:
    return [model for model in apps.get_models() if issubclass(model, Page) and getattr(model, "search_kind", None) == kind]


class KindChooserPanel(PageChooserPanel):
    """A page chooser that offers the pages of one search kind, whichever wing defines them."""

    def __init__(self, field_name: str, kind: str, **kwargs) -> None:
        super().__init__(field_name, **kwargs)
        self.kind = kind

    def clone_kwargs(self) -> dict:
        return super().clone_kwargs() | {"kind": self.kind}

    def get_form_options(self) -> dict:
        self.page_type = page_types_of_kind(self.kind)
        return super().get_form_options()


def validate_kind(page: Page, kind: str) -> None:
    if getattr(page.specific_class, "search_kind", None) != kind:
        raise ValidationError(_("Choose a page of the right kind: this one is of another."), code="kind")
