"""Two accounts whose names differ by capitals alone can no longer exist. Where they do, whoever upgrades is told which."""

from django.core.management.base import CommandError
from django.db import migrations, models
from django.db.models.functions import Upper


def say_which_are_alike(apps, schema_editor):
    users = apps.get_model("core", "User").objects
    twice = users.values(name=Upper("username")).annotate(times=models.Count("pk")).filter(times__gt=1).values("name")
    alike = users.annotate(name=Upper("username")).filter(name__in=twice).order_by("name", "pk")
    if names := ", ".join(alike.values_list("username", flat=True)):
        raise CommandError(
            f"These accounts differ by capital letters alone: {names}. "
            "Give one of each another name with the release that ran until now, then upgrade again."
        )


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("core", "0009_sign_in_sessions"),
    ]

    operations = [
        migrations.RunPython(say_which_are_alike, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                Upper("username"),
                name="account_once_in_any_case",
                violation_error_message="There is an account of this name already, perhaps with other capital letters.",
            ),
        ),
    ]
