from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "gateway.search"
    label = "gateway_search"
    verbose_name = "Search"

    def ready(self) -> None:
        from gateway.accounts.roles import EDITORS, MODERATORS, grant
        from gateway.search import checks, healing, signals  # noqa: F401

        for role in (EDITORS, MODERATORS):
            grant(role, *(f"gateway_search.{verb}_synonymgroup" for verb in ("add", "change", "delete", "view")))
