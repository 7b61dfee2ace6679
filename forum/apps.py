from django.apps import AppConfig


class ForumConfig(AppConfig):
    name = "forum"
    verbose_name = "Forum"

    def ready(self) -> None:
        from forum import signals  # noqa: F401
        from forum.front import register_panels
        from forum.secretariat import lapsed_groups
        from forum.tokens import tokens_of_member
        from gateway.accounts.audience import token_source
        from gateway.accounts.permissions import lapse_source
        from gateway.accounts.roles import SECRETARIATS, grant

        token_source(tokens_of_member)
        lapse_source(lapsed_groups)
        register_panels()
        grant(SECRETARIATS, "forum.")
