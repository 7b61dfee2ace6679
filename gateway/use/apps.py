from django.apps import AppConfig


class UseConfig(AppConfig):
    name = "gateway.use"
    label = "gateway_use"
    verbose_name = "Use"

    def ready(self) -> None:
        from gateway.accounts.roles import MODERATORS, grant
        from gateway.use import counting  # noqa: F401

        grant(MODERATORS, "gateway_use.change_usesettings")
