from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0002_guards")]

    operations = [
        migrations.AddField(
            model_name="outgoingmail",
            name="handed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="outgoingmail",
            index=models.Index(
                fields=["tenant", "-claimed_at"],
                condition=models.Q(claimed_at__isnull=False),
                name="mail_claimed",
            ),
        ),
    ]
