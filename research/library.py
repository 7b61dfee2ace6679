"""Which publications a reader may see: the one door of lists, feeds, exports and panels."""

from django.db.models import Count, Q, QuerySet

from gateway.accounts.audience import Reader, readable
from research.models.publication import PublicationPage


def publications(reader: Reader) -> QuerySet[PublicationPage]:
    """The English pages; `in_readers_language` turns those shown into the reader's."""
    return readable(PublicationPage.objects.filter(locale__language_code="en"), reader)


def related(page: PublicationPage, reader: Reader, count: int = 4) -> list[PublicationPage]:
    """The publications that share most themes with one, the newest first among equals."""
    themes = [theme.pk for theme in page.themes.all()]
    shared = Count("themes", filter=Q(themes__in=themes), distinct=True)
    others = publications(reader).exclude(translation_key=page.translation_key)
    near = others.annotate(shared=shared).filter(shared__gt=0).select_related("locale")
    return list(near.order_by("-shared", "-published", "title")[:count])
