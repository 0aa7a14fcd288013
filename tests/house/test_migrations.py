"""A migration runs while a town waits: on the large tables nothing that holds them for long, and always a way back.

What is large grows with every visit: a million rows are rewritten or indexed in seconds to minutes, and nobody can work meanwhile.
A migration that does it all the same says why that is short, as an attribute of its class:

    class Migration(migrations.Migration):
        short_because = "The column is new, so the index is made of nulls: 2 s for a million rows."
"""

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader

OWN = ("core", "campaign", "facilities", "rectification", "inspections", "reports")
LARGE = {
    "core.trailentry",
    "core.photo",
    "core.notice",
    "core.delivery",
    "inspections.score",
    "inspections.sheet",
    "inspections.itemresult",
    "inspections.pointresult",
    "rectification.rectificationtask",
    "facilities.facility",
}
HOLDS_THE_TABLE = (
    migrations.AlterField,
    migrations.AddIndex,
    migrations.AddConstraint,
    migrations.AlterUniqueTogether,
    migrations.AlterIndexTogether,
    migrations.AlterOrderWithRespectTo,
)
BEFORE_THE_FIRST_TOWN = {
    "core": 6,
    "campaign": 5,
    "facilities": 9,
    "rectification": 10,
    "inspections": 4,
    "reports": 2,
}
"""The last number of each app when no town had records yet: those run on empty tables."""


def dangers(app: str, migration: migrations.Migration) -> list[str]:
    """What in this migration would hold a large table, or could not be taken back."""
    new = {
        operation.name.lower() for operation in migration.operations if isinstance(operation, migrations.CreateModel)
    }
    found = []
    for operation in migration.operations:
        table = f"{app}.{getattr(operation, 'model_name', '').lower()}"
        if table in LARGE and table.partition(".")[2] not in new and holds_the_table(operation):
            found.append(f"holds {table}: {operation.describe()}")
        if isinstance(operation, migrations.RunPython | migrations.RunSQL) and not operation.reversible:
            found.append(f"has no way back: {operation.describe()}")
    return found


def holds_the_table(operation) -> bool:
    if isinstance(operation, migrations.AddField):
        field = operation.field
        # a column that may be null, or has one default for all, is added without touching a row
        return bool(
            field.unique or field.db_index or field.remote_field or (callable(field.default) and not is_empty(field))
        )
    return isinstance(operation, HOLDS_THE_TABLE)


def is_empty(field: models.Field) -> bool:
    return field.null or field.default in (dict, list)


def own_migrations() -> dict[tuple[str, str], type]:
    return {key: found for key, found in MigrationLoader(None).disk_migrations.items() if key[0] in OWN}


def test_no_new_migration_holds_a_large_table_or_has_no_way_back():
    found = [
        f"{app}.{name} {danger}"
        for (app, name), migration in own_migrations().items()
        if int(name.partition("_")[0]) > BEFORE_THE_FIRST_TOWN[app] and not getattr(migration, "short_because", "")
        for danger in dangers(app, migration)
    ]
    assert found == []


def test_the_large_tables_exist():
    models_known = {f"{app}.{name}" for app, name in MigrationLoader(None).project_state().models}
    assert LARGE - models_known == set()


def test_each_app_has_one_newest_migration():
    assert MigrationLoader(None).detect_conflicts() == {}


@pytest.mark.parametrize(
    ("operation", "is_one"),
    [
        (migrations.AddIndex("score", models.Index(fields=["id"], name="a")), True),
        (migrations.AddField("score", "key", models.UUIDField(unique=True)), True),
        (migrations.AddField("score", "note", models.TextField(default="")), False),
        (migrations.AlterField("score", "note", models.TextField()), True),
        (migrations.AddIndex("standard", models.Index(fields=["id"], name="a")), False),
        (migrations.RunPython(lambda apps, editor: None), True),
        (migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop), False),
    ],
)
def test_the_rule_sees(operation, is_one):
    migration = migrations.Migration("0099_trial", "inspections")
    migration.operations = [operation]
    assert bool(dangers("inspections", migration)) is is_one
