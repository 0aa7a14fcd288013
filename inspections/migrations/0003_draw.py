import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('inspections', '0002_publish_appeals_and_amendments'),
    ]

    operations = [
        migrations.AddField(
            model_name='assignment',
            name='visit_from',
            field=models.DateField(blank=True, null=True, verbose_name='visit not before'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='visit_until',
            field=models.DateField(blank=True, null=True, verbose_name='visit not after'),
        ),
        migrations.CreateModel(
            name='Draw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seed', models.CharField(editable=False, max_length=64, verbose_name='seed')),
                ('seed_hash', models.CharField(editable=False, max_length=64, verbose_name='SHA-256 of the seed')),
                ('parameters', models.JSONField(editable=False, help_text='As published: method, terms, and every point that may be drawn with its unit, kind and who may not visit it.', verbose_name='parameters')),
                ('parameters_hash', models.CharField(editable=False, max_length=64, verbose_name='SHA-256 of the parameters')),
                ('keys', models.JSONField(editable=False, help_text='Which inspectors and points of ours the numbers and codes stand for. Not published.', verbose_name='keys')),
                ('result', models.JSONField(default=list, editable=False, help_text='Rows of code, first inspector, second inspector or null.', verbose_name='result')),
                ('committed_at', models.DateTimeField(verbose_name='committed')),
                ('performed_at', models.DateTimeField(blank=True, null=True, verbose_name='drawn')),
                ('revealed_at', models.DateTimeField(blank=True, null=True, verbose_name='seed published')),
                ('earlier', models.ForeignKey(blank=True, help_text='The round whose points are visited again, blind.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='revisits', to='inspections.round', verbose_name='earlier round')),
                ('round', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='draw', to='inspections.round', verbose_name='round')),
            ],
            options={
                'verbose_name': 'draw',
                'verbose_name_plural': 'draw',
                'ordering': ['-committed_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('revealed_at', None), ('performed_at__isnull', False), _connector='OR'), name='draw_revealed_after_performed')],
            },
        ),
    ]
