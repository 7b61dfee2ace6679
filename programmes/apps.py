from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = "Programmes"

    def ready(self) -> None:
        from programmes.models.vocabulary import ensure_vocabulary

        post_migrate.connect(ensure_vocabulary, sender=self)
