from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('inspections', '0006_rows_of_bulletins'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='grade',
            options={'ordering': ['-share', 'pk'], 'verbose_name': 'grade', 'verbose_name_plural': 'grade'},
        ),
    ]
