"""A routing rule, and a hand-over that waits, outlive the department they name."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("chat", "0005_desk_and_search"), ("tenants", "0006_manners")]

    operations = [
        migrations.AlterField(
            model_name="routingrule",
            name="department",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="tenants.department",
            ),
        ),
        migrations.AlterField(
            model_name="transfer",
            name="to_department",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="tenants.department",
            ),
        ),
    ]
