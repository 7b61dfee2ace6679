from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = "Programmes"

    def ready(self) -> None:
        from gateway.accounts.roles import STEWARDS, grant
        from programmes.explorer.holdings import note_all_holdings, note_holdings
        from programmes.front import register_panels
        from programmes.models.statistics import CurrentRelease
        from programmes.models.vocabulary import ensure_vocabulary

        register_panels()
        post_migrate.connect(ensure_vocabulary, sender=self)
        post_migrate.connect(note_all_holdings, sender=self)
        post_save.connect(note_holdings, sender=CurrentRelease)
        vocabulary = [
            f"programmes.{verb}_{model}" for verb in ("add", "change") for model in ("indicator", "registry", "programmecode")
        ]
        grant(STEWARDS, "programmes.view", "programmes.sign_off", *vocabulary)
