"""The profile's panels. A wing registers its own; the profile shows them in their order."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class ProfilePanel:
    """`context(request)` returns the template's context, or None when there is nothing to show."""

    order: int
    template: str
    context: Callable[[HttpRequest], dict | None]


_panels: list[ProfilePanel] = []


def register_profile_panel(panel: ProfilePanel) -> None:
    _panels.append(panel)


def profile_panels(request: HttpRequest) -> list[tuple[str, dict]]:
    shown = ((panel.template, panel.context(request)) for panel in sorted(_panels, key=lambda panel: panel.order))
    return [(template, context) for template, context in shown if context is not None]
