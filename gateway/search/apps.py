from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "gateway.search"
    label = "gateway_search"
    verbose_name = "Search"

    def ready(self) -> None:
        from gateway.search import checks, signals  # noqa: F401
