from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "gateway.accounts"
    label = "gateway_accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from gateway.accounts import checks, signals  # noqa: F401
