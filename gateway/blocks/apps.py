from django.apps import AppConfig


class BlocksConfig(AppConfig):
    name = "gateway.blocks"
    label = "gateway_blocks"
    verbose_name = "Blocks"
