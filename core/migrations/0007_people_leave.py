import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0006_retired_words'),
    ]

    operations = [
        migrations.AlterModelManagers(
            name='user',
            managers=[
            ],
        ),
        migrations.AddField(
            model_name='user',
            name='must_change_password',
            field=models.BooleanField(default=False, editable=False, help_text='Handed out by the administrator: the next sign-in asks for one of their own.', verbose_name='has a one-time password'),
        ),
        migrations.CreateModel(
            name='Leaving',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_day', models.DateField(verbose_name='last day')),
                ('posts_go_over', models.BooleanField(default=False, verbose_name='the successor takes the posts too')),
                ('ended_posts', models.JSONField(default=dict, editable=False, help_text='Posts that it ends: their number, and when they would have ended.')),
                ('noted_at', models.DateTimeField(verbose_name='noted')),
                ('done_at', models.DateTimeField(blank=True, null=True, verbose_name='carried out')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                ('outcome', models.JSONField(default=list, editable=False, help_text='What went over, and what waits for somebody else.', verbose_name='outcome')),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noted by')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leavings', to=settings.AUTH_USER_MODEL, verbose_name='who leaves')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='successor')),
            ],
            options={
                'verbose_name': 'leaving',
                'verbose_name_plural': 'leaving',
                'ordering': ['-noted_at', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('done_at', None), ('withdrawn_at', None)), fields=('person',), name='one_leaving_noted', violation_error_message='It is noted already that this person leaves.'), models.CheckConstraint(condition=models.Q(('successor', None), models.Q(('successor', models.F('person')), _negated=True), _connector='OR'), name='successor_is_somebody_else', violation_error_message='The successor must be somebody else.'), models.CheckConstraint(condition=models.Q(('done_at', None), ('withdrawn_at', None), _connector='OR'), name='leaving_done_or_withdrawn')],
            },
        ),
    ]
