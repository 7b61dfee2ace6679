"""The sets to harvest by: the kinds of publications and the themes, each below a set of all."""

from collections.abc import Iterator

from gateway.taxonomy.models import Theme
from research.models.publication import PublicationPage
from research.vocabulary import Kind


def sets_of(page: PublicationPage) -> list[str]:
    return [f"kind:{page.kind}", *(f"theme:{theme.code}" for theme in page.themes.all())]


def all_sets() -> Iterator[tuple[str, str]]:
    """Pairs of setSpec and English name."""
    yield "kind", "Publications by kind"
    yield from ((f"kind:{kind.value}", kind.english) for kind in Kind)
    yield "theme", "Publications by theme"
    yield from ((f"theme:{theme.code}", theme.name) for theme in Theme.objects.all())
