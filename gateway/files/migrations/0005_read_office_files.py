from django.db import migrations
from django.db.models import Q


def ask_again(apps, schema_editor):
    """Office files were passed over before; beat reads those that wait."""
    office = Q(file__iendswith=".docx") | Q(file__iendswith=".pptx") | Q(file__iendswith=".xlsx")
    apps.get_model("gateway_files", "Document").objects.filter(office, text_state="other").update(text_state="waiting")


class Migration(migrations.Migration):
    dependencies = [("gateway_files", "0004_covers")]
    operations = [migrations.RunPython(ask_again, migrations.RunPython.noop)]
