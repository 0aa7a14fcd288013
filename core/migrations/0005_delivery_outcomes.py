from django.db import migrations, models


class Migration(migrations.Migration):
    """Messages that were cut off while they were sent; notices that are kept only so that nobody is told twice."""

    dependencies = [
        ("core", "0004_measures_papers"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="in_site",
            field=models.BooleanField(
                default=True,
                help_text="False where the person wants no such notices in the site.",
                verbose_name="shown in the site",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="claimed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="taken for sending"),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("sending", "On its way"),
                    ("sent", "Sent"),
                    ("given_up", "Given up"),
                    ("unknown", "Outcome unknown"),
                ],
                default="waiting",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(condition=models.Q(("state", "sending")), fields=["claimed_at"], name="delivery_claimed"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["state", "-made_at"], name="delivery_by_state"),
        ),
    ]
