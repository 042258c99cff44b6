from django.db import migrations, models


class Migration(migrations.Migration):
    """What somebody is offered is found without looking at all that wait."""

    dependencies = [("chat", "0007_heard")]

    operations = [
        migrations.AddIndex(
            model_name="conversation",
            index=models.Index(
                fields=["tenant", "offered_to"],
                condition=models.Q(offered_to__isnull=False),
                name="conversation_offered",
            ),
        )
    ]
