from django.apps import AppConfig


class BrokenLinksConfig(AppConfig):
    name = "gateway.broken_links"
    label = "gateway_broken_links"
    verbose_name = "Broken links"
