"""Tasks take the town and the words of the search from their findings."""

from django.db import migrations
from django.db.models import OuterRef, Subquery

BATCH = 2000


def fill(apps, schema_editor):
    Task = apps.get_model("rectification", "RectificationTask")
    Finding = apps.get_model("rectification", "Finding")
    Task.objects.update(town=Subquery(Finding.objects.filter(pk=OuterRef("finding")).values("town")[:1]))
    batch = []
    for task in Task.objects.select_related("finding__point", "responsible_unit").iterator(chunk_size=BATCH):
        task.search_text = words_of(task)
        batch.append(task)
        if len(batch) == BATCH:
            Task.objects.bulk_update(batch, ["search_text"])
            batch = []
    Task.objects.bulk_update(batch, ["search_text"])


def words_of(task) -> str:
    finding, point = task.finding, task.finding.point
    unit = task.responsible_unit.name if task.responsible_unit else ""
    at_point = [point.name, point.code] if point else []
    return "\n".join([task.number, finding.description, finding.place, *at_point, unit]).lower()


class Migration(migrations.Migration):
    dependencies = [("rectification", "0002_escalation_reports_indicators")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
