"""Whoever opens the widget is told what was promised to them: found by an index. It is made while
promises are written."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("feedback", "0017_staged_sizes")]

    operations = [
        AddIndexConcurrently(
            "followup",
            models.Index(fields=["tenant", "visitor"], name="follow_up_of_visitor"),
        )
    ]
