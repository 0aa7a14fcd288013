"""Tasks take the kind of problem and the source from their findings."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def fill(apps, schema_editor):
    Task = apps.get_model("rectification", "RectificationTask")
    own = apps.get_model("rectification", "Finding").objects.filter(pk=OuterRef("finding"))
    Task.objects.update(kind=Subquery(own.values("kind")[:1]), source=Subquery(own.values("source")[:1]))


class Migration(migrations.Migration):
    dependencies = [("rectification", "0007_task_kind_and_source")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
