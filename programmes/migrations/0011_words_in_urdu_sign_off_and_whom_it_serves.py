"""The method of an indicator in Urdu, data sets of which every release is signed off, and whom a programme serves.

Words of the vocabulary that came later are filled in here, once: an editor who empties them afterwards is obeyed.
"""

import programmes.models.ticked
from django.db import migrations, models


def fill_in(apps, schema_editor):
    from programmes.models.vocabulary import rows

    later = {"indicators": ("definition_ur", "method_ur"), "registries": ("calendar", "calendar_ur")}
    for file, model in (("indicators", "Indicator"), ("registries", "Registry")):
        for row, name in ((row, name) for row in rows(file) for name in later[file] if row[name]):
            apps.get_model("programmes", model).objects.filter(code=row["code"], **{name: ""}).update(**{name: row[name]})
    for row in rows("programmes"):
        served = {name: row[name].split() for name in ("sexes", "age_bands")}
        apps.get_model("programmes", "ProgrammeCode").objects.filter(code=row["code"]).update(**served)


class Migration(migrations.Migration):
    dependencies = [("programmes", "0010_decisions_as_runs")]

    operations = [
        migrations.AddField(
            model_name="dataset",
            name="signed_off",
            field=models.BooleanField(
                default=False,
                help_text="Each export waits for a data steward, whatever it says. Without it only those wait that need a decision.",
                verbose_name="every release is signed off",
            ),
        ),
        migrations.AddField(
            model_name="indicator",
            name="method_ur",
            field=models.TextField(blank=True, verbose_name="method in Urdu"),
        ),
        migrations.AddField(
            model_name="programmecode",
            name="age_bands",
            field=programmes.models.ticked.TickedCodes(
                help_text="By its own rules. None ticked: all.", verbose_name="ages that it serves"
            ),
        ),
        migrations.AddField(
            model_name="programmecode",
            name="sexes",
            field=programmes.models.ticked.TickedCodes(
                help_text="By its own rules. None ticked: all. Where a sex is served but nobody is paid, readers see <10, never none.",
                verbose_name="sexes that it serves",
            ),
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
