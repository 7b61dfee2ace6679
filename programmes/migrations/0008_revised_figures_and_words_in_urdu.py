from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0007_methodology_page")]

    operations = [
        migrations.AddField(
            "observation",
            "revised",
            models.BooleanField(
                "revised", default=False, db_default=False, help_text="An earlier release gave another value."
            ),
        ),
        migrations.AddField("registry", "calendar_ur", models.CharField("calendar in Urdu", blank=True, max_length=200)),
        migrations.AddField("release", "description_ur", models.TextField("notes in Urdu", blank=True)),
        migrations.AddField("release", "reason_ur", models.TextField("reason in Urdu", blank=True)),
    ]
