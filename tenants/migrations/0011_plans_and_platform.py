"""What a company may use and pays for, and who of the platform looked into it."""

import datetime
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tenants", "0010_signin"),
    ]

    operations = [
        migrations.AddField(
            model_name="tenant",
            name="disabled_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="tenant",
            name="disabled_why",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.CreateModel(
            name="PaymentEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=100)),
                ("kind", models.CharField(max_length=80)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
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
                "constraints": [
                    models.UniqueConstraint(fields=("tenant", "number"), name="payment_event_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PlatformVisit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("reason", models.CharField(max_length=300)),
                ("began_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ends_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "indexes": [models.Index(fields=["tenant", "-ends_at"], name="visit_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ends_at__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("began_at"),
                                    "+",
                                    models.Value(datetime.timedelta(seconds=1800)),
                                ),
                            )
                        ),
                        name="visit_is_short",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="visit_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "plan",
                    models.CharField(
                        choices=[
                            ("free", "Free"),
                            ("trial", "Trial"),
                            ("team", "Team"),
                            ("business", "Business"),
                            ("self-hosted", "Without limits"),
                        ],
                        max_length=20,
                        verbose_name="Plan",
                    ),
                ),
                (
                    "trial_ends_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="Trial ends"),
                ),
                (
                    "paying",
                    models.CharField(
                        choices=[
                            ("not", "Nothing is paid"),
                            ("paid", "Paid"),
                            ("late", "The last payment failed"),
                        ],
                        default="not",
                        max_length=4,
                    ),
                ),
                ("customer", models.CharField(blank=True, max_length=100)),
                ("subscription", models.CharField(blank=True, max_length=100)),
                ("paid_until", models.DateTimeField(blank=True, null=True)),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                "constraints": [
                    models.UniqueConstraint(fields=("tenant",), name="subscription_once")
                ],
            },
        ),
    ]
