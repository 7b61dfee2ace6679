"""The root of the page tree is made by a migration, so no signal stored its audience."""

from django.db import migrations


def store_audience_of_root(apps, schema_editor):
    rows = apps.get_model("gateway_accounts", "PageAudience").objects
    for root in apps.get_model("wagtailcore", "Page").objects.filter(depth=1):
        for token in ("public", "superuser"):
            rows.get_or_create(page=root, token=token)


class Migration(migrations.Migration):
    dependencies = [("gateway_accounts", "0004_collection_audience"), ("wagtailcore", "0098_apitoken")]
    operations = [migrations.RunPython(store_audience_of_root, migrations.RunPython.noop)]
