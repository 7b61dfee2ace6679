"""The site's locales, kept in memory: every page of a list asks for its own, and there are two."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.models import Locale

_locales: dict[int, Locale] = {}


def kept_locale(pk: int) -> Locale | None:
    if pk not in _locales:
        _locales.update(Locale.objects.in_bulk())
    return _locales.get(pk)


@receiver([post_save, post_delete], sender=Locale)
def forget_locales(sender, **kwargs) -> None:
    _locales.clear()
