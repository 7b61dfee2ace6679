from django.apps import AppConfig


class StarterConfig(AppConfig):
    name = "gateway.starter"
    label = "gateway_starter"
    verbose_name = "Starter content"
