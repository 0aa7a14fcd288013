"""The units of facilities come from an index alone, and PostgreSQL goes along the orders' indexes.

Each order names removed_at first. As it is empty nearly everywhere, PostgreSQL knows nothing of its values and takes 200 different
ones for granted: a page then seems to need a 200th of the rows, whatever index they are read by. It is told that there is one.
"""

from django.db import migrations, models

TABLES = ["facilities_project", "facilities_facility"]


def tell(schema_editor, setting: str) -> None:
    """What the next ANALYZE takes over; SQLite has no such setting and needs none."""
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN removed_at {setting}")


def one_value(apps, schema_editor):
    tell(schema_editor, "SET (n_distinct = 1)")


def unknown(apps, schema_editor):
    tell(schema_editor, "RESET (n_distinct)")


class Migration(migrations.Migration):
    dependencies = [("facilities", "0008_units_in_use_from_indexes")]

    operations = [
        migrations.RemoveIndex(model_name="facility", name="facility_by_unit"),
        migrations.AddIndex(
            model_name="facility",
            index=models.Index(fields=["removed_at", "unit", "code", "town"], name="facility_by_unit_and_town"),
        ),
        migrations.RunPython(one_value, unknown),
    ]
