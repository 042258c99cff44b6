"""Practice: runs and own scenarios, and the simulated customer in a sandbox."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("chat", "0010_forgotten"),
        ("feedback", "0010_coaching"),
        ("tenants", "0007_sandboxes_and_practice"),
    ]

    operations = [
        migrations.CreateModel(
            name="PracticeScenario",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=80)),
                ("content", models.JSONField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("archived_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenants.membership",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="practice_scenarios",
                        to="tenants.tenant",
                    ),
                ),
            ],
            options={
                "ordering": ["title", "id"],
            },
        ),
        migrations.CreateModel(
            name="PracticeChat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("run", models.BigIntegerField()),
                ("content", models.JSONField()),
                ("state", models.JSONField()),
                ("pace", models.FloatField(default=1.0)),
                ("pending", models.JSONField(default=list)),
                ("said", models.PositiveIntegerField(default=0)),
                ("heard_seq", models.BigIntegerField(default=0)),
                ("since", models.DateTimeField(null=True)),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("due_at", models.DateTimeField()),
                ("over_at", models.DateTimeField(null=True)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenants.tenant",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenants.membership",
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
                (
                    "visitor",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="chat.visitor",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("over_at__isnull", True)),
                        fields=("tenant",),
                        name="practice_chat_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PracticeRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scenario", models.CharField(max_length=40)),
                ("content", models.JSONField()),
                ("seed", models.BigIntegerField()),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("solved", "Solved"),
                            ("solved_upset", "Solved, but they left upset"),
                            ("left", "They gave up and left"),
                            ("limit", "Time ran out"),
                            ("closed", "Closed before it was solved"),
                            ("ended", "Handed over too soon"),
                            ("stopped", "Stopped"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "presence_before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("online", "Online"),
                            ("away", "Away"),
                            ("practice", "In practice"),
                        ],
                        max_length=8,
                    ),
                ),
                ("transcript", models.JSONField(default=list)),
                ("changes", models.JSONField(default=list)),
                ("score", models.JSONField(default=list)),
                ("reviewed_at", models.DateTimeField(null=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("passed", "Passed"), ("again", "Try again")],
                        max_length=6,
                    ),
                ),
                ("comment", models.TextField(blank=True, max_length=2000)),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="practice_runs",
                        to="tenants.membership",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenants.membership",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="practice_runs",
                        to="tenants.tenant",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant", "member", "-started_at"], name="practice_of"),
                    models.Index(fields=["tenant", "-started_at"], name="practice_latest"),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", False), ("verdict", "")),
                        fields=["tenant", "ended_at"],
                        name="practice_to_review",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("tenant", "member"),
                        name="practice_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewer__isnull", True),
                            models.Q(("reviewer", models.F("member")), _negated=True),
                            _connector="OR",
                        ),
                        name="practice_not_reviewed_by_oneself",
                    ),
                ],
            },
        ),
    ]
