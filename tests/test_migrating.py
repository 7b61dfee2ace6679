from django.apps import apps
from django.conf import settings

from tests.migrating import clone, make_clone, quick_migrations, setting_of


def test_quick_clone_of_a_field_is_made_of_what_the_field_is_made_of():
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            plain = make_clone(field).deconstruct()[1:]
            assert [clone(field).deconstruct()[1:] for _ in range(2)] == [plain, plain], field


def test_quick_migration_knows_the_model_that_a_setting_names_and_leaves_django_as_it_was():
    with quick_migrations():
        assert apps.get_swappable_settings_name(settings.AUTH_USER_MODEL) == "AUTH_USER_MODEL"
        apps.clear_cache()
        assert apps.get_swappable_settings_name("gateway_pages.HomePage") is None
    assert apps.get_swappable_settings_name.cache_info()
    assert setting_of(settings.AUTH_USER_MODEL) == "AUTH_USER_MODEL"
