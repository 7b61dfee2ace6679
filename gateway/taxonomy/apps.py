from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    name = "gateway.taxonomy"
    label = "gateway_taxonomy"
    verbose_name = "Vocabulary"
