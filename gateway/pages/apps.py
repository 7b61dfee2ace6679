from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "gateway.pages"
    label = "gateway_pages"
    verbose_name = "Pages"

    def ready(self) -> None:
        from gateway.pages import checks  # noqa: F401
