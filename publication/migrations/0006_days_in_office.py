"""Hold the days on which offices were held. What was published before is derived by ``manage.py refacet``."""

import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

GRANT = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'chancery_public') THEN
        GRANT SELECT ON publication_service TO chancery_public;
    END IF;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('publication', '0005_lists_as_they_stood'),
    ]

    operations = [
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('country', models.CharField(blank=True, max_length=4)),
                ('level', models.CharField(max_length=40)),
                ('days', django.contrib.postgres.fields.ranges.DateRangeField(help_text='From the first day to the one after the last; open where no end is known.')),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='services', to='publication.listing')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GistIndex(fields=['days'], name='service_by_days')],
            },
        ),
        migrations.RunSQL(GRANT, migrations.RunSQL.noop),
    ]
