"""How many chats began since a moment is asked for every month (tenants/plans/)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("chat", "0016_webhooks"),
        ("tenants", "0011_plans_and_platform"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(fields=["tenant", "created_at"], name="conversation_begun"),
        ),
    ]
