from itertools import pairwise

from django.db import migrations

CELL = ("programme", "indicator_id", "period", "area_id", "sex", "age_band")


def mark_revised(apps, schema_editor):
    """Releases that were published before figures were marked, each against the one before it, the oldest first."""
    release, observation = apps.get_model("programmes", "Release"), apps.get_model("programmes", "Observation")
    table = observation._meta.db_table
    same = " AND ".join(f"old.{column} = new.{column}" for column in CELL)
    differs = "(old.value <> new.value OR (old.value IS NULL) <> (new.value IS NULL))"
    sql = f"""UPDATE {table} AS new SET revised = %s WHERE new.release_id = %s AND EXISTS (
        SELECT 1 FROM {table} AS old WHERE old.release_id = %s AND {same} AND ({differs} OR old.revised))"""
    for keys in in_order(release):
        for before, after in pairwise(keys):
            schema_editor.execute(sql, [True, after, before])


def in_order(release):
    """By data set, the keys of its releases as they followed one another."""
    found = {}
    shown = release.objects.filter(state__in=["published", "superseded"], published_at__isnull=False)
    for pk, *dataset in shown.order_by("published_at", "pk").values_list("pk", "registry", "dataset"):
        found.setdefault(tuple(dataset), []).append(pk)
    return found.values()


class Migration(migrations.Migration):
    dependencies = [("programmes", "0008_revised_figures_and_words_in_urdu")]
    operations = [migrations.RunPython(mark_revised, migrations.RunPython.noop, elidable=True)]
