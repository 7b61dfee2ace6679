from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ForumConfig(AppConfig):
    name = "forum"
    verbose_name = "Forum"

    def ready(self) -> None:
        from forum import signals  # noqa: F401
        from forum.actions.reporting import meetings_with_evidence
        from forum.events import signals as event_signals  # noqa: F401
        from forum.front import register_panels
        from forum.panels import MY_FORUM
        from forum.sealing import seal_history
        from forum.secretariat import lapsed_groups
        from forum.tokens import tokens_of_member
        from gateway.accounts.audience import token_source
        from gateway.accounts.documents import shown_beside
        from gateway.accounts.permissions import lapse_source
        from gateway.accounts.profile import register_profile_panel
        from gateway.accounts.roles import SECRETARIATS, grant

        token_source(tokens_of_member)
        lapse_source(lapsed_groups)
        shown_beside(meetings_with_evidence)
        register_panels()
        register_profile_panel(MY_FORUM)
        post_migrate.connect(seal_history, sender=self)
        grant(SECRETARIATS, "forum.")
