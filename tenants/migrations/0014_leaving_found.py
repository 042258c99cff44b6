"""Companies whose time is up are found by an index, which is made while others serve."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("tenants", "0013_leaving")]

    operations = [
        AddIndexConcurrently(
            "tenant",
            models.Index(
                fields=["leaves_at"],
                condition=models.Q(("leaves_at__isnull", False)),
                name="tenant_leaving",
            ),
        ),
    ]
