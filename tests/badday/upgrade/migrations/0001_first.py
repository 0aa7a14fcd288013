from django.db import migrations, models


def enter(apps, schema_editor):
    apps.get_model("upgrade", "Ledger").objects.create(words="早先登记")


class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel(
            "Ledger",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("words", models.CharField(max_length=20)),
            ],
        ),
        migrations.RunPython(enter, migrations.RunPython.noop),
    ]
