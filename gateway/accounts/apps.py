from django.apps import AppConfig
from django.db.models.signals import post_migrate
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    default = True
    name = "gateway.accounts"
    label = "gateway_accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        from gateway.accounts import checks, signals  # noqa: F401
        from gateway.accounts.notices import replace_letters_about_comments, replace_letters_of_moderation
        from gateway.accounts.permissions import register_policies
        from gateway.accounts.roles import ensure_roles_after_migrating
        from gateway.accounts.usage import tell_of_readable_use_only

        register_policies()
        replace_letters_of_moderation()
        replace_letters_about_comments()
        tell_of_readable_use_only()
        post_migrate.connect(ensure_roles_after_migrating, dispatch_uid="roles")


class PeopleConfig(WagtailUsersAppConfig):
    """Wagtail's desk for people, with the fields of the house's own."""

    user_viewset = "gateway.accounts.people.PeopleViewSet"
