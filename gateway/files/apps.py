from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "gateway.files"
    label = "gateway_files"
    verbose_name = "Files"

    def ready(self) -> None:
        from gateway.files import signals  # noqa: F401
