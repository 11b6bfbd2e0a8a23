"""Keep how events stood in the lists. What was superseded before this is kept by ``manage.py refacet``."""

import django.contrib.postgres.fields
from django.db import migrations, models

GRANT = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'chancery_public') THEN
        GRANT SELECT ON publication_former TO chancery_public;
    END IF;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('publication', '0004_let_the_public_read_editions_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='Former',
            fields=[
                ('sort_on', models.DateField(help_text='The latest bound of the date; 0001-01-01 when there is none.')),
                ('earliest', models.DateField(help_text='The earliest bound; null when there is none.', null=True)),
                ('pk', models.CompositePrimaryKey('id', 'serial', blank=True, editable=False, primary_key=True, serialize=False)),
                ('id', models.UUIDField(help_text='The identity of the event or meeting.')),
                ('serial', models.BigIntegerField()),
                ('until', models.BigIntegerField()),
                ('record', models.UUIDField(help_text='The identity of the event.')),
                ('type', models.CharField(help_text='«event» or «meeting».', max_length=20)),
                ('sort_title', models.TextField()),
                ('published_at', models.DateTimeField()),
                ('tags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=240), size=None)),
                ('text', models.TextField()),
                ('prose', models.TextField(help_text='The words it is found by.')),
            ],
            options={
                'indexes': [models.Index(fields=['type', 'until', 'serial'], name='former_by_stretch'), models.Index(fields=['record'], name='former_of_record')],
            },
        ),
        migrations.RunSQL(GRANT, migrations.RunSQL.noop),
    ]
