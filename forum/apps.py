from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ForumConfig(AppConfig):
    name = "forum"
    verbose_name = "Forum"

    def ready(self) -> None:
        from forum import signals  # noqa: F401
        from forum.events import signals as event_signals  # noqa: F401
        from forum.front import register_panels
        from forum.sealing import seal_history
        from forum.secretariat import lapsed_groups
        from forum.tokens import tokens_of_member
        from gateway.accounts.audience import token_source
        from gateway.accounts.permissions import lapse_source
        from gateway.accounts.roles import SECRETARIATS, grant

        token_source(tokens_of_member)
        lapse_source(lapsed_groups)
        register_panels()
        post_migrate.connect(seal_history, sender=self)
        grant(SECRETARIATS, "forum.")
