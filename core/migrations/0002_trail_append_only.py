"""The database itself refuses changes to the trail.

On SQLite only UPDATE is refused by a trigger: Django empties tables there with DELETE (flush), and the model refuses deletion.
"""

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION trail_is_append_only() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'The trail is append-only.';
END
$$ LANGUAGE plpgsql;
CREATE TRIGGER trail_append_only BEFORE UPDATE OR DELETE ON core_trailentry
    FOR EACH ROW EXECUTE FUNCTION trail_is_append_only();
"""
POSTGRESQL_BACK = """
DROP TRIGGER trail_append_only ON core_trailentry;
DROP FUNCTION trail_is_append_only();
"""
SQLITE = """
CREATE TRIGGER trail_append_only BEFORE UPDATE ON core_trailentry
BEGIN
    SELECT RAISE(ABORT, 'The trail is append-only.');
END
"""


def forward(apps, schema_editor):
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def backward(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    schema_editor.execute(POSTGRESQL_BACK if vendor == "postgresql" else "DROP TRIGGER trail_append_only")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [migrations.RunPython(forward, backward)]
