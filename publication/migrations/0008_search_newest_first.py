"""Mark search rows by type and day, so that the index finds the newest, and keep the words of names.

The words of what was published before are kept by ``manage.py refacet``; until then typing errors and
beginnings of words find nothing.
"""

import datetime

import django.contrib.postgres.indexes
from django.db import migrations, models

MARKS = """
CASE WHEN s.type IN ('event', 'agreement') THEN ARRAY[' ' || s.type || left(to_char({day}, ' YYYY'), 4),
    ' ' || s.type || to_char({day}, ' YYYY'), ' ' || s.type || to_char({day}, ' YYYY-MM'),
    ' ' || s.type || to_char({day}, ' YYYY-MM-DD')] ELSE ARRAY[' ' || s.type] END
"""
MARK = f"""
UPDATE publication_searchrow AS s
SET sort_on = l.sort_on, vector = s.vector || array_to_tsvector({MARKS.format(day="l.sort_on")})
FROM publication_listing AS l WHERE l.id = s.listing_id
"""
UNMARK = f"UPDATE publication_searchrow AS s SET vector = ts_delete(vector, {MARKS.format(day='s.sort_on')})"

ROOM = "ALTER TABLE publication_word SET (fillfactor = 50)"  # a count is raised in place, and no index written

GRANT = """
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'chancery_public') THEN
        GRANT SELECT ON publication_word TO chancery_public;
    END IF;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('publication', '0007_files_of_the_record'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='searchrow',
            name='search_by_words',
        ),
        migrations.RemoveIndex(
            model_name='searchrow',
            name='search_by_names',
        ),
        migrations.AddField(
            model_name='searchrow',
            name='sort_on',
            field=models.DateField(default=datetime.date.min, help_text='The day its listing stands at.'),
            preserve_default=False,
        ),
        migrations.RunSQL(MARK, UNMARK),
        migrations.AddIndex(
            model_name='searchrow',
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=True, fields=['vector'], name='search_by_words'),
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('word', models.CharField(db_collation='C', max_length=40, primary_key=True, serialize=False)),
                ('sound', models.TextField(db_collation='C', help_text='The word as it sounds.')),
                ('count', models.IntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['sound'], name='word_by_sound'), django.contrib.postgres.indexes.GinIndex(fields=['sound'], name='word_by_likeness', opclasses=['gin_trgm_ops'])],
            },
        ),
        migrations.RunSQL(ROOM, migrations.RunSQL.noop),
        migrations.RunSQL(GRANT, migrations.RunSQL.noop),
    ]
