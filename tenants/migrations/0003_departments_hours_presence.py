import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tenants", "0002_own_memberships"),
    ]

    operations = [
        migrations.CreateModel(
            name="Department",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("about", models.CharField(blank=True, max_length=160)),
                ("is_public", models.BooleanField(default=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("own_hours", models.BooleanField(default=False)),
                ("zone", models.CharField(blank=True, max_length=64)),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="departments",
                        to="tenants.tenant",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "name"],
            },
        ),
        migrations.CreateModel(
            name="DepartmentMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="tenants.department",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="in_departments",
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
            ],
        ),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("date", models.DateField()),
                ("name", models.CharField(blank=True, max_length=60)),
                ("intervals", models.JSONField(blank=True, default=list)),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holidays",
                        to="tenants.department",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holidays",
                        to="tenants.tenant",
                    ),
                ),
            ],
            options={
                "ordering": ["date"],
            },
        ),
        migrations.CreateModel(
            name="ContactWay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("phone", "Telephone"), ("email", "E-mail"), ("link", "Link")],
                        max_length=5,
                    ),
                ),
                ("label", models.CharField(max_length=60)),
                ("value", models.CharField(max_length=300)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact_ways",
                        to="tenants.tenant",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="openinghours",
            name="hours_open_before_close",
        ),
        migrations.RemoveConstraint(
            model_name="openinghours",
            name="hours_once",
        ),
        migrations.AddField(
            model_name="membership",
            name="active_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="membership",
            name="capacity",
            field=models.PositiveSmallIntegerField(default=3),
        ),
        migrations.AddField(
            model_name="membership",
            name="idle_since",
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AddField(
            model_name="membership",
            name="is_away_by_itself",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="membership",
            name="languages",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=12), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="pauses_after_chat",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="membership",
            name="presence",
            field=models.CharField(
                choices=[("online", "Online"), ("away", "Away"), ("practice", "In practice")],
                default="online",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="skills",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="works_after_hours",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="tenant",
            name="away_after_s",
            field=models.PositiveIntegerField(default=600),
        ),
        migrations.AddField(
            model_name="tenant",
            name="ladder",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="tenant",
            name="masked_after_s",
            field=models.PositiveIntegerField(default=120),
        ),
        migrations.AddField(
            model_name="tenant",
            name="offer_s",
            field=models.PositiveSmallIntegerField(default=20),
        ),
        migrations.AddField(
            model_name="tenant",
            name="routing",
            field=models.CharField(
                choices=[
                    ("assign", "Give each chat to whoever has the fewest"),
                    ("offer", "Offer each chat; it has to be accepted"),
                    ("manual", "Let people take chats themselves"),
                ],
                default="assign",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="tenant",
            name="shows_typing",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="tenant",
            name="words",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="openinghours",
            name="department",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="opening_hours",
                to="tenants.department",
            ),
        ),
        migrations.AddConstraint(
            model_name="openinghours",
            constraint=models.UniqueConstraint(
                fields=("tenant", "department", "weekday", "opens"),
                name="hours_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="department",
            constraint=models.UniqueConstraint(
                fields=("tenant", "name"), name="department_name_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="departmentmember",
            constraint=models.UniqueConstraint(
                fields=("tenant", "department", "member"), name="department_member_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="holiday",
            constraint=models.UniqueConstraint(
                fields=("tenant", "department", "date"), name="holiday_once", nulls_distinct=False
            ),
        ),
    ]
