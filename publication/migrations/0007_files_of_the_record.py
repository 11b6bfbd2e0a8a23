"""Know the files of the whole record, and find fast what was taken back."""

from django.db import migrations, models

GRANT = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'chancery_public') THEN
        GRANT SELECT ON publication_download TO chancery_public;
    END IF;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('publication', '0006_days_in_office'),
    ]

    operations = [
        migrations.CreateModel(
            name='Download',
            fields=[
                ('name', models.CharField(max_length=120, primary_key=True, serialize=False)),
                ('serial', models.BigIntegerField(help_text='The last serial of the record as it stood.')),
                ('made_at', models.DateTimeField()),
                ('shelf', models.CharField(blank=True, help_text='Empty where it holds all.', max_length=20)),
                ('form', models.CharField(max_length=20)),
                ('rows', models.PositiveBigIntegerField()),
                ('size', models.PositiveBigIntegerField(help_text='Bytes.')),
                ('sha256', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['-serial', 'name'],
            },
        ),
        migrations.AddIndex(
            model_name='listing',
            index=models.Index(condition=models.Q(('state__in', ('withdrawn', 'retracted'))), fields=['serial'], name='listing_taken_back'),
        ),
        migrations.RunSQL(GRANT, migrations.RunSQL.noop),
    ]
