from django.db import migrations, models


class Migration(migrations.Migration):
    """How and when somebody agreed who did so elsewhere (feedback/api/consents.py)."""

    dependencies = [("feedback", "0014_report_triggers")]

    operations = [
        migrations.AddField(
            model_name="consentevent",
            name="how",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="consentevent",
            name="shown_at",
            field=models.DateTimeField(null=True),
        ),
    ]
