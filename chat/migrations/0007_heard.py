"""How many of the visitor's messages the rules have looked at."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("chat", "0006_wrapping_department_gone")]

    operations = [
        migrations.AddField(
            model_name="conversation",
            name="heard",
            field=models.BigIntegerField(default=0),
        ),
    ]
