"""Sums by two things at once, of months. The table is made anew, for it has another key; its rows
are told from others and come back with the first count."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0015_consent_proof"),
        ("tenants", "0007_sandboxes_and_practice"),
    ]

    operations = [
        migrations.DeleteModel(name="ReportSum"),
        migrations.CreateModel(
            name="ReportSum",
            fields=[
                ("outside", models.PositiveIntegerField(default=0)),
                ("answered", models.PositiveIntegerField(default=0)),
                ("in_target", models.PositiveIntegerField(default=0)),
                ("by_bot", models.PositiveIntegerField(default=0)),
                ("abandoned", models.PositiveIntegerField(default=0)),
                ("gaps", models.PositiveIntegerField(default=0)),
                ("long_gaps", models.PositiveIntegerField(default=0)),
                ("asked", models.PositiveIntegerField(default=0)),
                ("rated", models.PositiveIntegerField(default=0)),
                ("satisfied", models.PositiveIntegerField(default=0)),
                ("felt", models.PositiveIntegerField(default=0)),
                ("upset", models.PositiveIntegerField(default=0)),
                ("promised", models.PositiveIntegerField(default=0)),
                ("kept", models.PositiveIntegerField(default=0)),
                ("late", models.PositiveIntegerField(default=0)),
                ("dropped", models.PositiveIntegerField(default=0)),
                ("reviewed", models.PositiveIntegerField(default=0)),
                ("review_points", models.PositiveIntegerField(default=0)),
                ("passed", models.PositiveIntegerField(default=0)),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tenant",
                        "span",
                        "by",
                        "key",
                        "by2",
                        "key2",
                        "first",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("span", models.CharField(choices=[("d", "Day"), ("m", "Month")], max_length=1)),
                ("by", models.CharField(blank=True, max_length=10)),
                ("key", models.CharField(blank=True, max_length=120)),
                ("by2", models.CharField(blank=True, max_length=10)),
                ("key2", models.CharField(blank=True, max_length=120)),
                ("first", models.DateField()),
                ("chats", models.PositiveIntegerField()),
                (
                    "codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "times",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(), default=list, size=None
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenants.tenant",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant", "span", "first", "by"], name="report_sum_when")
                ],
            },
        ),
        migrations.AddField(
            model_name="reportstate",
            name="months_at",
            field=models.DateTimeField(null=True),
        ),
    ]
