"""Wagtail's own restrictions on a page, which the audience holds already: asked once more at the door."""

from django.db.models import Q, QuerySet
from wagtail.models import Page, PageViewRestriction


def restrictions_along(page: Page) -> QuerySet[PageViewRestriction]:
    """Those of the page and of all above it, an alias's at its source."""
    paths = [page.path[: page.steplen * depth] for depth in range(1, page.depth + 1)]
    own, at_source = Q(page__path__in=paths, page__alias_of=None), Q(page__aliases__path__in=paths)
    return PageViewRestriction.objects.filter(own | at_source).distinct()
