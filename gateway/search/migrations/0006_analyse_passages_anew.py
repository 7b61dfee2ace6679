"""Terms of passages that an older analyser made are dropped; they are made anew when their page is written."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget_terms(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("gateway_search", "PassageTerms").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("gateway_search", "0005_whole_again")]

    operations = [migrations.RunPython(forget_terms, migrations.RunPython.noop)]
