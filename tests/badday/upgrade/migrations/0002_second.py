"""Changes the table and its rows; then it breaks, or it hangs until it is killed, or it is mended and comes to its end."""

import os

from django.db import migrations, models

from tests.badday.holding.apps import wait_to_be_killed


def count(apps, schema_editor):
    apps.get_model("upgrade", "Ledger").objects.update(words="已经改动", count=1)
    if os.environ["BADDAY_MIGRATE"] == "broken":
        raise ValueError("无法换算")
    if os.environ["BADDAY_MIGRATE"] == "slow":
        wait_to_be_killed()


class Migration(migrations.Migration):
    dependencies = [("upgrade", "0001_first")]
    operations = [
        migrations.AddField("ledger", "count", models.IntegerField(null=True)),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
