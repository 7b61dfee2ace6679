"""The home page's panels. A wing registers its own; the home page shows them in their order."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class FrontPanel:
    """`context(request)` returns the template's context, or None when there is nothing to show."""

    order: int
    template: str
    context: Callable[[HttpRequest], dict | None]


_panels: list[FrontPanel] = []


def register_front_panel(panel: FrontPanel) -> None:
    _panels.append(panel)


def front_panels(request: HttpRequest) -> list[tuple[str, dict]]:
    shown = ((panel.template, panel.context(request)) for panel in sorted(_panels, key=lambda panel: panel.order))
    return [(template, context) for template, context in shown if context is not None]
