"""House rules as system checks: a page type must say who may read it."""

from django.apps import apps
from django.core.checks import Error, register
from wagtail.models import Page


def house_page_types() -> list[type[Page]]:
    return [m for m in apps.get_models() if issubclass(m, Page) and m is not Page and not m._meta.abstract]


@register()
def every_page_type_declares_its_audience(app_configs=None, **kwargs) -> list[Error]:
    return [
        Error(
            f"{model._meta.label} declares no audience rule.",
            hint="Set `audience_rule = staticmethod(inherited)` from gateway.accounts.audience, or a rule of its own.",
            obj=model,
            id="gateway.E001",
        )
        for model in house_page_types()
        if not callable(getattr(model, "audience_rule", None))
    ]
