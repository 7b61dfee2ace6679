from django.apps import AppConfig


class ForumConfig(AppConfig):
    name = "forum"
    verbose_name = "Forum"

    def ready(self) -> None:
        from gateway.accounts.roles import SECRETARIATS, grant

        grant(SECRETARIATS, "forum.")
