from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ResearchConfig(AppConfig):
    name = "research"
    verbose_name = "Research"

    def ready(self) -> None:
        from gateway.accounts.roles import EDITORS, MODERATORS, grant
        from gateway.pages.catalogue import register_datasets
        from gateway.pages.front import FrontPanel, register_front_panel
        from research import signals as own_signals  # noqa: F401
        from research.dcat import published_datasets
        from research.front import latest_publications
        from research.oai import signals  # noqa: F401
        from research.oai.ledger import note_differences

        register_front_panel(FrontPanel(30, "research/front_panel.html", latest_publications))
        register_datasets(published_datasets)
        post_migrate.connect(note_differences, sender=self)
        for role in (EDITORS, MODERATORS):
            grant(role, "research.add", "research.change", "research.view")
