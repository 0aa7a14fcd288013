"""A project's place is one field: a point, a line or an area. Positions that were typed become points."""

from django.db import migrations, models


def keep_positions(apps, schema_editor):
    """Where nothing was drawn, what was typed as latitude and longitude."""
    projects = apps.get_model("facilities", "Project").objects.using(schema_editor.connection.alias)
    placed = projects.filter(shape=None, latitude__isnull=False, longitude__isnull=False)
    for project in placed.iterator():
        corner = [float(project.longitude), float(project.latitude)]
        projects.filter(pk=project.pk).update(shape={"type": "Point", "coordinates": corner})


class Migration(migrations.Migration):
    dependencies = [("facilities", "0005_retired_words")]

    operations = [
        migrations.RenameField("project", "line", "shape"),
        migrations.AlterField(
            "project",
            "shape",
            models.JSONField(
                blank=True,
                help_text="A point, a line or an area: GeoJSON, WGS-84.",
                null=True,
                verbose_name="on the map",
            ),
        ),
        migrations.RunPython(keep_positions, migrations.RunPython.noop),
        migrations.RemoveField("project", "latitude"),
        migrations.RemoveField("project", "longitude"),
    ]
