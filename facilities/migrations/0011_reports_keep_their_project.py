import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("facilities", "0010_removable_upkeep_and_routes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="progressreport",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="progress",
                to="facilities.project",
                verbose_name="project",
            ),
        ),
    ]
