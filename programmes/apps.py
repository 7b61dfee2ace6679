from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = "Programmes"

    def ready(self) -> None:
        from gateway.accounts.roles import OFFICERS, STEWARDS, grant
        from gateway.pages.catalogue import register_datasets
        from gateway.pages.sitemap import register_sitemap
        from programmes import tasks  # noqa: F401 - known by name in every process: an upload rings from the web's
        from programmes.dcat import statistics_datasets
        from programmes.desk.letters import tell_when_held, tell_when_published
        from programmes.desk.upload import clear_upload
        from programmes.explorer.holdings import note_all_holdings, note_holdings
        from programmes.front import register_panels
        from programmes.models.statistics import CurrentRelease
        from programmes.models.vocabulary import ensure_vocabulary
        from programmes.sitemap import StatisticsSitemap

        register_panels()
        register_datasets(statistics_datasets)
        register_sitemap("statistics", StatisticsSitemap)
        post_save.connect(tell_when_held, sender="programmes.Release", dispatch_uid="tell when held")
        post_save.connect(tell_when_published, sender="programmes.Run", dispatch_uid="tell when published")
        post_save.connect(clear_upload, sender="programmes.Run", dispatch_uid="clear upload")
        post_migrate.connect(ensure_vocabulary, sender=self)
        post_migrate.connect(note_all_holdings, sender=self)
        post_save.connect(note_holdings, sender=CurrentRelease)
        models = ("indicator", "registry", "dataset", "programmecode")
        vocabulary = [f"programmes.{verb}_{model}" for verb in ("add", "change") for model in models]
        grant(STEWARDS, "programmes.view", "programmes.hand_in_export", "programmes.decide_release", *vocabulary)
        grant(OFFICERS, "programmes.hand_in_export")
