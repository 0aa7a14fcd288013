"""What was asked for and never decided ends with the work that it was about."""

from django.db import migrations, models
from django.db.models import F


def let_lapse(apps, schema_editor):
    """Requests of tasks on which nobody works any more; since when, nobody noted: as they were asked."""
    waiting = apps.get_model("rectification", "Request").objects.filter(state="asked")
    waiting.exclude(task__state__in=["assigned", "in_progress"]).update(state="lapsed", decided_at=F("asked_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("rectification", "0010_report_indexes_by_kind_and_source"),
    ]

    operations = [
        migrations.AlterField(
            model_name="request",
            name="state",
            field=models.CharField(
                choices=[("asked", "Asked"), ("granted", "Granted"), ("refused", "Refused"), ("lapsed", "Lapsed")],
                default="asked",
                max_length=8,
                verbose_name="state",
            ),
        ),
        migrations.RunPython(let_lapse, migrations.RunPython.noop),
    ]
