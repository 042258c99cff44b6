import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Where people practise, and how much of it a newcomer needs before real chats."""

    dependencies = [("tenants", "0006_manners")]

    operations = [
        migrations.AddField(
            "tenant",
            "sandbox_of",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sandboxes",
                to="tenants.tenant",
            ),
        ),
        migrations.AddField(
            "tenant",
            "sandbox_for",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "tenant", "practice_required", models.PositiveSmallIntegerField(default=0)
        ),
        migrations.AddField(
            "membership", "practice_required", models.PositiveSmallIntegerField(default=0)
        ),
        migrations.AddField("membership", "must_practise", models.BooleanField(default=False)),
        migrations.AddConstraint(
            "tenant",
            models.UniqueConstraint(fields=["sandbox_of", "sandbox_for"], name="one_sandbox_each"),
        ),
        migrations.AddConstraint(
            "tenant",
            models.CheckConstraint(
                condition=models.Q(sandbox_for__isnull=True, sandbox_of__isnull=True)
                | models.Q(sandbox_for__isnull=False, sandbox_of__isnull=False),
                name="sandbox_of_and_for",
            ),
        ),
    ]
