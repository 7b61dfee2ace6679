from django.db import migrations


def report_what_is_known(apps, schema_editor):
    """The history of a commitment begins with what the site says of it today."""
    report = apps.get_model("forum", "CommitmentReport")
    for commitment in apps.get_model("forum", "Commitment").objects.order_by("number"):
        if commitment.state != "unreported" or commitment.evidence or commitment.confirmed_on:
            report.objects.create(
                commitment=commitment,
                state=commitment.state,
                evidence=commitment.evidence,
                confirmed_on=commitment.confirmed_on,
            )


class Migration(migrations.Migration):
    dependencies = [("forum", "0005_commitment_history")]

    operations = [migrations.RunPython(report_what_is_known, migrations.RunPython.noop, elidable=True)]
