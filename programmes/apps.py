from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = "Programmes"

    def ready(self) -> None:
        from gateway.accounts.roles import STEWARDS, grant
        from programmes.front import register_panels
        from programmes.models.vocabulary import ensure_vocabulary

        register_panels()
        post_migrate.connect(ensure_vocabulary, sender=self)
        grant(STEWARDS, "programmes.view", "programmes.change_indicator", "programmes.sign_off")
