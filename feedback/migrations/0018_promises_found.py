"""Whoever opens the widget is told what was promised to them, and who leaves the company gives back
what they have promised: both found by an index. They are made while promises are written."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("feedback", "0017_staged_sizes")]

    operations = [
        AddIndexConcurrently(
            "followup",
            models.Index(fields=["tenant", "visitor"], name="follow_up_of_visitor"),
        ),
        AddIndexConcurrently(
            "followup",
            models.Index(
                fields=["tenant", "member"],
                condition=models.Q(("state", "open")),
                name="follow_up_of_keeper",
            ),
        ),
    ]
