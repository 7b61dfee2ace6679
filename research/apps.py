from django.apps import AppConfig


class ResearchConfig(AppConfig):
    name = "research"
    verbose_name = "Research"

    def ready(self) -> None:
        from gateway.accounts.roles import EDITORS, MODERATORS, grant
        from gateway.pages.front import FrontPanel, register_front_panel
        from research.front import latest_publications

        register_front_panel(FrontPanel(30, "research/front_panel.html", latest_publications))
        for role in (EDITORS, MODERATORS):
            grant(role, "research.add", "research.change", "research.view")
