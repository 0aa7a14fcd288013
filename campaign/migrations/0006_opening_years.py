"""When a year was opened, and for which term of a recurring activity one was planned."""

from datetime import datetime

from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone


def years_so_far_are_open(apps, schema_editor):
    """Up to the present year they are worked in already; one that was entered ahead is still to be opened."""
    years = apps.get_model("campaign", "CampaignYear").objects.filter(year__lte=timezone.localdate().year)
    for one in years:
        one.opened_at = timezone.make_aware(datetime(one.year, 1, 1))
        one.save(update_fields=["opened_at"])


class Migration(migrations.Migration):
    dependencies = [("campaign", "0005_retired_words")]

    operations = [
        migrations.AddField(
            model_name="campaignyear",
            name="opened_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="opened"),
        ),
        migrations.RunPython(years_so_far_are_open, migrations.RunPython.noop, elidable=True),
        migrations.AddField(
            model_name="activity",
            name="term_starts_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="planned for the term from"),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(
                condition=Q(removed_at=None),
                fields=["series", "term_starts_on"],
                name="activity_term_planned_once",
                violation_error_message="This term already has a planned activity.",
            ),
        ),
    ]
