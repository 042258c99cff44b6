from django.db import migrations, models
from django.db.models import CASCADE
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [("chat", "0003_epoch"), ("tenants", "0009_audit")]

    operations = [
        migrations.AddField("visitor", "identity", models.JSONField(default=dict)),
        migrations.AddField("visitor", "identity_verified_at", models.DateTimeField(null=True)),
        migrations.AddField("visitor", "attributes", models.JSONField(default=dict)),
        migrations.CreateModel(
            name="IdentitySettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_required", models.BooleanField(default=False)),
                ("secret", models.BinaryField(null=True)),
                ("made_at", models.DateTimeField(null=True)),
                ("former", models.BinaryField(null=True)),
                ("former_ends_at", models.DateTimeField(null=True)),
                (
                    "tenant",
                    models.ForeignKey(on_delete=CASCADE, related_name="+", to="tenants.tenant"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["tenant"], name="identity_settings_once")
                ]
            },
        ),
        migrations.CreateModel(
            name="IdentityNonce",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("ends_at", models.DateTimeField(default=timezone.now)),
                (
                    "tenant",
                    models.ForeignKey(on_delete=CASCADE, related_name="+", to="tenants.tenant"),
                ),
                (
                    "visitor",
                    models.ForeignKey(on_delete=CASCADE, related_name="+", to="chat.visitor"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["tenant", "ends_at"], name="identity_nonce_ends")],
                "constraints": [
                    models.UniqueConstraint(fields=["tenant", "digest"], name="identity_nonce_once")
                ],
            },
        ),
    ]
