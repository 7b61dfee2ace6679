from django.db import migrations


def ask_again(apps, schema_editor):
    """PDFs with Arabic letters: those that a browser printed were read by the places of their glyphs. Beat reads what waits."""
    documents = apps.get_model("gateway_files", "Document").objects
    urdu = documents.filter(file__iendswith=".pdf", texts__text__contains="ا").values("pk")
    documents.filter(pk__in=list(urdu.values_list("pk", flat=True))).update(text_state="waiting")


class Migration(migrations.Migration):
    dependencies = [("gateway_files", "0005_read_office_files")]
    operations = [migrations.RunPython(ask_again, migrations.RunPython.noop)]
