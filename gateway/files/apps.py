from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "gateway.files"
    label = "gateway_files"
    verbose_name = "Files"
