import django.db.models.deletion
import modelcluster.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("forum", "0003_papers_follow_their_item")]

    operations = [
        migrations.RemoveField(model_name="paper", name="agenda_item"),
        migrations.RemoveField(model_name="paper", name="meeting"),
        migrations.AlterField(
            model_name="paper",
            name="item",
            field=modelcluster.fields.ParentalKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="papers",
                to="forum.agendaitem",
                verbose_name="agenda item",
            ),
        ),
    ]
