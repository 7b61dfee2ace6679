"""House rules as system checks: a page type must say what search calls it."""

from django.core.checks import Error, register

from gateway.accounts.checks import house_page_types


@register()
def every_page_type_declares_its_search_kind(app_configs=None, **kwargs) -> list[Error]:
    return [
        Error(
            f"{model._meta.label} declares no search kind.",
            hint='Set `search_kind = "…"`, or None if search must never find it.',
            obj=model,
            id="gateway.E002",
        )
        for model in house_page_types()
        if not hasattr(model, "search_kind")
    ]
