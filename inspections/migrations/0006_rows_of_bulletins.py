import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0011_data_folder'),
        ('inspections', '0005_year_estimates_and_values_of_points'),
    ]

    operations = [
        migrations.AddField(
            model_name='roundresult',
            name='imported_by',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='results', to='core.importrun', verbose_name='import'),
        ),
        migrations.AddField(
            model_name='roundresult',
            name='source_row',
            field=models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='row of the file'),
        ),
    ]
