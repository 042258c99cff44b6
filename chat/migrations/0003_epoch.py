from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("chat", "0001_squashed")]

    operations = [
        migrations.RunSQL(
            "INSERT INTO chat_logepoch (value) VALUES (gen_random_uuid())",
            "DELETE FROM chat_logepoch",
        )
    ]
